/* Plays province classes over time in the browser: every frame is here, none is asked for. */
const FRAMES = 8;
function load(url) {
  return new Promise((done, failed) => {
    const old = document.querySelector(`script[data-atlas="${url}"]`);
    if (old && old.dataset.ready) { done(); return; }
    const script = old || document.createElement("script");
    script.addEventListener("load", () => { script.dataset.ready = "1"; done(); });
    script.addEventListener("error", () => failed(new Error(url)));
    if (!old) { script.src = url; script.dataset.atlas = url; document.head.appendChild(script); }
  });
}
function make(name, parent, text, attributes) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const key in attributes || {}) made.setAttribute(key, attributes[key]);
  if (parent) parent.appendChild(made);
  return made;
}
function build(host, base) {
  host.replaceChildren();
  make("link", host, undefined, { rel: "stylesheet", href: base + "vendor/leaflet/leaflet.css" });
  make("link", host, undefined, { rel: "stylesheet", href: base + "map/atlas.css" });
  const view = { host: host, at: 0, timer: null };
  view.bar = make("div", host, undefined, { class: "controls" });
  view.play = make("button", view.bar, "Play", { type: "button", "aria-label": "Play" });
  view.back = make("button", view.bar, "‹", { type: "button", "aria-label": "Previous" });
  view.next = make("button", view.bar, "›", { type: "button", "aria-label": "Next" });
  view.range = make("input", view.bar, undefined, { type: "range", min: 0, value: 0, step: 1, "aria-label": "Period" });
  const speed = make("label", view.bar, "Speed ");
  view.speed = make("select", speed, undefined, { "aria-label": "Speed" });
  for (const n of [1, 2, 4, 8, 15, 30]) make("option", view.speed, `${n}/s`, { value: n });
  view.speed.value = "2";
  const loop = make("label", view.bar);
  view.loop = make("input", loop, undefined, { type: "checkbox" });
  loop.append(" Loop");
  view.now = make("div", host, "", { class: "now", role: "status", "aria-live": "off" });
  view.holder = make("div", host, undefined, { class: "stage" });
  view.map = L.map(view.holder, { zoomSnap: 0.25, zoomControl: false, attributionControl: true, minZoom: 4, maxZoom: 9 });
  view.painter = new Atlas.Painter(view.map, { url: base + "map/", v: "", credit: "Boundaries: geoBoundaries/AIMS 2014, no endorsement implied" });
  view.painter.layer("province").group.addTo(view.map);
  return view;
}
export default async function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const host = parentElement.querySelector(".player");
  const base = new URL("app/static/", document.baseURI.replace(/[^/]*(\?.*)?$/, "")).href;
  await load(base + "vendor/leaflet/leaflet.js");
  await load(base + "map/atlas.js");
  const view = host.atlas || (host.atlas = build(host, base));
  view.data = data;
  view.range.max = data.frames.length - 1;
  const dark = getComputedStyle(host).getPropertyValue("color-scheme").includes("dark") || data.dark;
  const classOf = (value) => {
    if (value === undefined) return -1;
    if (value <= 0) return 0;
    const place = data.bounds.findIndex((bound) => value <= bound);
    return (place < 0 ? data.bounds.length - 1 : place) + 1;
  };
  if (dark) data.zero = "#3a4652";
  const painter = view.painter, { byId } = painter.layer("province");
  painter.setup({ dark: dark, names: data.names, countries: [], ramp: data.ramp, zero: data.zero, denied: "#000",
    legend: { title: data.title, classes: data.labels, none: data.none, symbols: [], notes: ["The same classes in every frame."] } });
  const show = (at) => {
    view.at = at;
    const frame = data.frames[at];
    view.range.value = at;
    view.now.textContent = `${frame.label}: ${frame.n.toLocaleString("en")} mapped ${frame.n === 1 ? "event" : "events"}`;
    for (const id in byId) {
      const value = frame.values[id], cls = classOf(value), layer = byId[id], path = layer.getElement();
      if (!path) continue;
      if (path.dataset.cls !== String(cls)) {
        path.dataset.cls = String(cls);
        path.setAttribute("fill", cls < 0 ? painter.hatch : cls === 0 ? data.zero : data.ramp[cls - 1]);
        path.setAttribute("fill-opacity", 1);
      }
      path.dataset.area = id;
      layer.atlasTip = [data.names[id] || id, frame.label, value === undefined ? data.none : `${value.toLocaleString("en")} ${data.noun}`];
    }
    host.dataset.frame = String(at);
    host.dataset.shown = String(Number(host.dataset.shown || 0) + 1);
  };
  const stop = () => { cancelAnimationFrame(view.timer); view.timer = null; view.play.textContent = "Play"; view.play.setAttribute("aria-label", "Play"); };
  const start = () => {
    if (view.at >= data.frames.length - 1) show(0);
    view.play.textContent = "Pause";
    view.play.setAttribute("aria-label", "Pause");
    let last = performance.now();
    const tick = (now) => {
      if (now - last >= 1000 / Number(view.speed.value) - 4) {
        last = now;
        if (view.at + 1 < data.frames.length) show(view.at + 1);
        else if (view.loop.checked) show(0);
        else { stop(); return; }
      }
      view.timer = requestAnimationFrame(tick);
    };
    view.timer = requestAnimationFrame(tick);
  };
  view.play.onclick = () => (view.timer ? stop() : start());
  view.back.onclick = () => { stop(); show(Math.max(0, view.at - 1)); };
  view.next.onclick = () => { stop(); show(Math.min(data.frames.length - 1, view.at + 1)); };
  view.range.oninput = () => { stop(); show(Number(view.range.value)); };
  const stamp = JSON.stringify([data.frames.length, data.frames[0].key, data.title]);
  if (view.stamp !== stamp) { stop(); view.stamp = stamp; view.at = data.frames.length - 1; }
  view.map.invalidateSize();
  painter.fit();
  show(Math.min(view.at, data.frames.length - 1));
  return () => stop();
}
