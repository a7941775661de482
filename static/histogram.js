/* Bars over time; a click on a bar names it. Numbers and our own words only. */
const SVG = "http://www.w3.org/2000/svg";
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".bars");
  box.replaceChildren();
  box.style.cssText = "font-family:var(--st-font, sans-serif);color:var(--st-text-color)";
  const n = data.bars.length, tall = data.height;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${n} ${tall}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", data.label);
  svg.style.cssText = `width:100%;height:${tall}px;display:block`;
  const top = Math.max(1, ...data.bars.map((bar) => bar.n));
  data.bars.forEach((bar, i) => {
    const group = document.createElementNS(SVG, "g");
    const title = document.createElementNS(SVG, "title");
    title.textContent = bar.label;
    group.appendChild(title);
    const add = (attributes) => {
      const rect = document.createElementNS(SVG, "rect");
      for (const key in attributes) rect.setAttribute(key, attributes[key]);
      group.appendChild(rect);
    };
    add({ x: i, y: 0, width: 1, height: tall, fill: "transparent" });
    let y = tall;
    for (const [count, color] of bar.parts) {
      const h = Math.max((tall - 2) * count / top, count ? 1.5 : 0);
      y -= h;
      add({ x: i + 0.1, y: y, width: 0.8, height: h, fill: tone(color, box), "fill-opacity": bar.inside ? 1 : 0.28,
        stroke: "currentColor", "stroke-opacity": 0.3, "stroke-width": 0.5, "vector-effect": "non-scaling-stroke" });
    }
    group.dataset.key = bar.key;
    group.style.cursor = "pointer";
    group.onclick = () => setTriggerValue("clicked", bar.key);
    svg.appendChild(group);
  });
  box.appendChild(svg);
  if (!data.ticks || !data.ticks.length) return;
  const foot = document.createElement("div");
  foot.style.cssText = "position:relative;height:17px;font-size:11px;border-top:1px solid currentColor;opacity:.75";
  let last = -n;
  const wide = (box.clientWidth || 600) / n;
  const close = (gap) => data.ticks.some((tick, i) => i && (tick.i - data.ticks[i - 1].i) * wide < gap);
  // Years that stand close are written short, so that none between the first and the last is left out.
  const tight = close(34) && data.ticks.every((tick) => /^\d{4}$/.test(tick.label));
  const room = tight ? 18 : 34;
  for (const [i, tick] of data.ticks.entries()) {
    if ((tick.i - last) * wide < room) continue;
    if (!i && data.ticks.length > 2 && (data.ticks[1].i - tick.i) * wide < room) continue; // a year cut short gives way
    last = tick.i;
    const label = document.createElement("span");
    label.textContent = tight ? `’${tick.label.slice(2)}` : tick.label;
    label.style.cssText = `position:absolute;left:${100 * (tick.i + 0.5) / n}%;transform:translateX(-50%)`;
    foot.appendChild(label);
  }
  box.appendChild(foot);
}
