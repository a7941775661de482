/* Stands before every element: a colour too dark for a dark page gives way to a light one. */
const LIGHTER = { "#1b1b1b": "#e4e7eb", "#5a5a5a": "#a3adb8" };
function tone(color, node) {
  const [r, g, b] = getComputedStyle(node).color.match(/[\d.]+/g).map(Number);
  return (0.3 * r + 0.59 * g + 0.11 * b > 128 && LIGHTER[color]) || color;
}
