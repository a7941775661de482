/* 34 equal tiles, each with a small timeline; a click opens the province. */
const SVG = "http://www.w3.org/2000/svg";
function node(name, attributes, parent, text) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  if (text !== undefined) made.textContent = text;
  if (parent) parent.appendChild(made);
  return made;
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".tiles");
  box.replaceChildren();
  box.style.gridTemplateColumns = `repeat(${data.columns}, minmax(0, 1fr))`;
  for (const tile of data.tiles) {
    const card = document.createElement("button");
    card.type = "button";
    card.style.gridColumn = tile.column + 1;
    card.style.gridRow = tile.row + 1;
    card.className = tile.known ? "tile" : "tile unknown";
    card.dataset.area = tile.id;
    card.setAttribute("aria-label", tile.label);
    card.title = tile.label;
    const name = document.createElement("span");
    name.dir = "auto";
    name.textContent = tile.name;
    const sum = document.createElement("b");
    sum.textContent = tile.sum;
    const head = document.createElement("div");
    head.append(name, sum);
    card.appendChild(head);
    const svg = node("svg", { viewBox: `0 0 ${Math.max(1, tile.bars.length)} 30`, preserveAspectRatio: "none", role: "presentation" }, card);
    tile.bars.forEach((n, i) => {
      const h = n ? Math.max(1.5, 30 * n / data.top) : 0;
      node("rect", { x: i + 0.08, y: 30 - h, width: 0.84, height: h, fill: data.color }, svg);
    });
    card.onclick = () => setTriggerValue("clicked", tile.id);
    box.appendChild(card);
  }
}
