/* Marks on a common axis, a row for each thing compared. Text is set as text. */
const SVG = "http://www.w3.org/2000/svg";
function node(name, attributes, parent, text) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  if (text !== undefined) made.textContent = text;
  if (parent) parent.appendChild(made);
  return made;
}
export default function (component) {
  const box = component.parentElement.querySelector(".axis");
  const draw = () => { box.dataset.wide = box.clientWidth; paint(box, component); };
  draw();
  const watch = new ResizeObserver(() => { if (Math.abs(box.clientWidth - Number(box.dataset.wide)) > 2) draw(); });
  watch.observe(box);
  return () => watch.disconnect();
}
function paint(box, { data, setTriggerValue }) {
  box.replaceChildren();
  // Where both sides are told, what is said stands above what is denied and neither hides the other.
  const sides = data.rows.some((line) => line.marks.some((mark) => mark.kind === "denied"));
  const row = sides ? 40 : 26, foot = 20, height = data.rows.length * row + foot;
  const wide = Math.max(280, box.clientWidth || 600), left = Math.min(215, wide * 0.34), right = 14;
  const fit = Math.floor((left - 10) / 6.4);
  const x = (value) => left + value * (wide - left - right);
  const svg = node("svg", { viewBox: `0 0 ${wide} ${height}`, width: wide, height: height, role: "img", "aria-label": data.label }, box);
  let last = -99;
  // Years that stand close are written short, so that none is left out.
  const tight = data.ticks.every((tick) => /^\d{4}$/.test(tick.label)) && data.ticks.some((tick, i) => i && x(tick.x) - x(data.ticks[i - 1].x) < 38);
  for (const tick of data.ticks) {
    if (x(tick.x) - last < (tight ? 17 : 38)) continue;
    last = x(tick.x);
    node("line", { x1: x(tick.x), x2: x(tick.x), y1: 0, y2: height - foot, stroke: "currentColor", "stroke-opacity": 0.15 }, svg);
    node("text", { x: x(tick.x), y: height - 6, "text-anchor": tick.x > 0.95 ? "end" : tick.x < 0.05 ? "start" : "middle", "font-size": 11, fill: "currentColor", "fill-opacity": 0.7 }, svg, tight ? `’${tick.label.slice(2)}` : tick.label);
  }
  data.rows.forEach((line, i) => {
    const middle = i * row + row / 2;
    const name = node("text", { x: left - 8, y: middle + 4, "text-anchor": "end", "font-size": 12, fill: "currentColor" }, svg, line.label.length > fit ? line.label.slice(0, fit - 1) + "…" : line.label);
    node("title", {}, name, line.label);
    node("line", { x1: left, x2: wide - right, y1: middle, y2: middle, stroke: "currentColor", "stroke-opacity": 0.12 }, svg);
    for (const mark of line.marks) {
      const group = node("g", { tabindex: 0, role: "button", "aria-label": mark.label, style: "cursor:pointer" }, svg);
      node("title", {}, group, mark.label);
      group.dataset.kind = mark.kind;
      const y = middle + (sides ? (mark.kind === "denied" ? 9 : -9) : 0);
      const color = tone(mark.color, box);
      const a = x(mark.a), b = x(mark.b);
      if (mark.kind === "span") {
        node("line", { x1: a, x2: Math.max(b, a + 1), y1: y, y2: y, stroke: color, "stroke-width": 5, "stroke-linecap": "round" }, group);
        node("circle", { cx: a, cy: y, r: 4, fill: color }, group);
        if (mark.open) node("path", { d: `M${b + 3} ${y - 5}L${b + 11} ${y}L${b + 3} ${y + 5}`, fill: "none", stroke: color, "stroke-width": 2 }, group);
      } else if (mark.kind === "denied") {
        node("path", { d: `M${a} ${y - 7}L${a + 7} ${y}L${a} ${y + 7}L${a - 7} ${y}Z`, fill: "var(--st-background-color, #fff)", stroke: color, "stroke-width": 2, "stroke-dasharray": "3 1.5" }, group);
      } else {
        node("circle", { cx: a, cy: y, r: Math.min(12, 5.5 * Math.sqrt(mark.size || 1)), "fill-opacity": mark.size > 1 ? 0.75 : 1, fill: color, stroke: "var(--st-background-color, #fff)", "stroke-width": 1 }, group);
      }
      const open = () => setTriggerValue("clicked", mark.key);
      group.onclick = open;
      group.onkeydown = (event) => { if (event.key === "Enter") open(); };
    }
  });
}
