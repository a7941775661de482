/* Draws the atlas on a Leaflet map: `Atlas.base` once, `Atlas.paint` for every change.
   Data comes as base64 JSON and reaches the page through textContent and attributes only. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const CROWD = 60;

  function decode(text) {
    const raw = atob(text), bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  function fetchNow(url) {
    const request = new XMLHttpRequest();
    request.open("GET", url, false);
    request.send();
    if (request.status !== 200) throw new Error(url + ": " + request.status);
    return JSON.parse(request.responseText);
  }

  function node(name, attributes, parent, text) {
    const made = document.createElementNS(SVG, name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (text !== undefined) made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  }

  function element(name, className, parent, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) { made.textContent = text; made.dir = "auto"; }
    if (parent) parent.appendChild(made);
    return made;
  }

  function pattern(holder, id, stroke, paper) {
    const svg = node("svg", { width: 0, height: 0, style: "position:absolute" }, holder);
    const tile = node("pattern", { id: id, width: 6, height: 6, patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)" }, node("defs", {}, svg));
    node("rect", { width: 6, height: 6, fill: paper }, tile);
    node("line", { x1: 0, y1: 0, x2: 0, y2: 6, stroke: stroke, "stroke-width": 1.6 }, tile);
  }

  function tip(lines) {
    const box = element("div");
    lines.forEach((line, i) => element(i ? "span" : "b", "", box, line));
    return box;
  }

  function symbol(parent, x, y, r, dot, dark) {
    const [color, kind] = dot;
    const near = kind.includes("n");
    node("circle", { cx: x, cy: y, r: near ? r - 0.5 : r, fill: near ? (dark ? "none" : "#fff") : color,
      "fill-opacity": near ? 0.55 : 1, stroke: near ? color : "#fff",
      "stroke-width": near ? 2.4 : 1.1, "stroke-dasharray": kind.includes("p") ? "2 2" : "none" }, parent);
    if (kind.includes("d")) {
      const d = r * 0.55;
      const path = `M${x - d} ${y - d}L${x + d} ${y + d}M${x - d} ${y + d}L${x + d} ${y - d}`;
      node("path", { d: path, stroke: near ? color : "#fff", "stroke-width": 1.6, fill: "none" }, parent);
    }
  }

  function spotIcon(spot) {
    const many = spot.dots.length === 0;
    const reach = many ? 10 + 2.2 * Math.log2(Math.max(2, spot.n / 6)) : spot.n === 1 ? 6 : 6 + 5.6 * Math.sqrt(spot.n);
    const holder = element("div");
    const svg = node("svg", { width: 2 * reach, height: 2 * reach, viewBox: `${-reach} ${-reach} ${2 * reach} ${2 * reach}` }, holder);
    if (many) {
      node("circle", { r: reach - 1, fill: "#ffffff", "fill-opacity": 0.93, stroke: "#1f2933", "stroke-width": 1.4 }, svg);
      node("text", { y: 4, "text-anchor": "middle", fill: "#1f2933", "font-size": spot.n > 999 ? 10 : 11, "font-weight": 650 }, svg, spot.n.toLocaleString("en"));
    } else {
      spot.dots.forEach((dot, i) => {
        const r = spot.n === 1 ? 0 : 5.6 * Math.sqrt(i + 0.5), a = i * 2.39996;
        symbol(svg, r * Math.cos(a), r * Math.sin(a), 5, dot);
      });
    }
    return L.divIcon({ className: "atlas-spot", html: holder, iconSize: [2 * reach, 2 * reach] });
  }

  /* Places that would cover each other at this zoom, as one bubble each. */
  function gathered(map, spots) {
    if (spots.length <= CROWD) return spots;
    const near = 27, cells = new Map(), out = [];
    const order = spots.map((spot) => ({ spot: spot, at: map.project([spot.lat, spot.lon]) }));
    order.sort((a, b) => b.spot.n - a.spot.n);
    for (const one of order) {
      const x = Math.floor(one.at.x / near), y = Math.floor(one.at.y / near);
      let home = null, best = near;
      for (let i = x - 1; i <= x + 1; i++) for (let j = y - 1; j <= y + 1; j++) {
        for (const group of cells.get(i + "," + j) || []) {
          const far = Math.hypot(group.at.x - one.at.x, group.at.y - one.at.y);
          if (far < best) { best = far; home = group; }
        }
      }
      if (home) { home.spots.push(one.spot); continue; }
      const group = { at: one.at, spots: [one.spot] };
      out.push(group);
      if (!cells.has(x + "," + y)) cells.set(x + "," + y, []);
      cells.get(x + "," + y).push(group);
    }
    return out.map(({ spots: [first, ...rest] }) => {
      if (!rest.length) return first;
      const n = rest.reduce((sum, spot) => sum + spot.n, first.n);
      return { id: "near " + first.id, lat: first.lat, lon: first.lon, n: n, dots: [], group: [first, ...rest],
        t: [`${n.toLocaleString("en")} events at ${rest.length + 1} places`, "Come nearer to tell them apart"] };
    });
  }

  class Painter {
    constructor(map, options) {
      this.map = map;
      this.options = options;
      this.layers = {};
      const holder = map.getContainer();
      holder.classList.add("atlas");
      holder.setAttribute("role", "application");
      holder.setAttribute("aria-label", "Map of Afghanistan");
      map.attributionControl && map.attributionControl.setPrefix(false).addAttribution(options.credit);
      for (const [name, z] of [["around", 200], ["areas", 400], ["borders", 420], ["labels", 450]]) {
        map.createPane(name).style.zIndex = z;
      }
      for (const quiet of ["around", "borders", "labels"]) map.getPane(quiet).style.pointerEvents = "none";
      pattern(holder, "atlas-hatch", "#9aa5b1", "#ffffff");
      pattern(holder, "atlas-hatch-dark", "#52606d", "#1b2530");
      this.around = L.geoJSON(fetchNow(options.url + "around.json" + options.v), { pane: "around", interactive: false });
      this.water = L.geoJSON(fetchNow(options.url + "water.json" + options.v), { pane: "around", interactive: false });
      this.around.addTo(map);
      this.water.addTo(map);
      this.provinces = fetchNow(options.url + "provinces.json" + options.v);
      this.legend = L.control({ position: "bottomright" });
      this.legend.onAdd = () => {
        this.legendBox = element("details", "atlas-legend");
        L.DomEvent.disableClickPropagation(this.legendBox);
        this.legendBox.open = window.innerWidth > 560;
        return this.legendBox;
      };
      this.legend.addTo(map);
      this.labels = L.layerGroup().addTo(map);
      this.pins = new Map();
      this.pinned = L.featureGroup().addTo(map);
      this.fit();
      map.on("zoomend resize", () => { this.density(); if (this.given && this.given.length > CROWD) this.gather(); });
      new ResizeObserver(() => { map.invalidateSize(); if (!this.moved) this.fit(); }).observe(holder);
      map.on("dragstart zoomstart", () => { if (!this.fitting) this.moved = true; });
    }

    fit() {
      this.fitting = true;
      this.map.fitBounds([[29.3, 60.4], [38.55, 75.0]], { animate: false, padding: [2, 2] });
      this.fitting = false;
      this.density();
    }

    density() {
      this.map.getContainer().classList.toggle("small", this.map.getZoom() < 5.4);
    }

    layer(level) {
      if (this.layers[level]) return this.layers[level];
      const data = level === "province" ? this.provinces : fetchNow(this.options.url + "districts.json" + this.options.v);
      const byId = {};
      const group = L.geoJSON(data, {
        pane: "areas",
        style: { weight: 1, color: "#7b8794", fillOpacity: 1 },
        onEachFeature: (feature, layer) => {
          const id = feature.properties.id;
          byId[id] = layer;
          layer.toGeoJSON = () => ({ type: "Feature", geometry: null, properties: { id: id, at: layer.atlasAt, n: Date.now() } });
          layer.bindTooltip(() => tip(layer.atlasTip || [id]), { sticky: true, className: "atlas-tip", direction: "auto", opacity: 1 });
        },
      });
      this.layers[level] = { group: group, byId: byId };
      return this.layers[level];
    }

    setup(payload) {
      const dark = payload.dark;
      this.map.getContainer().classList.toggle("dark", Boolean(dark));
      const land = dark ? "#18212b" : "#f7f8f9", edge = dark ? "#334454" : "#cbd2d9", water = dark ? "#2b4a63" : "#b9d2e4";
      this.around.setStyle({ fillColor: land, fillOpacity: 1, color: edge, weight: 0.8 });
      this.water.setStyle({ color: water, weight: 0.8, fillColor: water, fillOpacity: 0.8 });
      this.hatch = dark ? "url(#atlas-hatch-dark)" : "url(#atlas-hatch)";
      this.name(payload);
      this.explain(payload, this.hatch);
    }

    paint(into, payload) {
      const dark = payload.dark, map = this.map;
      this.setup(payload);
      for (const level in this.layers) if (level !== payload.level) this.layers[level].group.remove();
      const { group, byId } = this.layer(payload.level);
      group.addTo(map);
      const hatch = this.hatch;
      const line = dark ? "#0d1319" : "#7b8794";
      for (const id in byId) {
        const area = payload.areas[id] || { c: -1, t: [payload.names[id] || id, payload.none] };
        const layer = byId[id];
        const state = area.s || "";
        const look = {
          fillColor: area.c < 0 ? hatch : area.c === 0 ? payload.zero : payload.ramp[area.c - 1],
          fillOpacity: state.includes("faded") ? 0.45 : 1,
          color: state.includes("denied") ? payload.denied : line,
          weight: state.includes("denied") ? 2.2 : payload.level === "province" ? 1 : 0.5,
          dashArray: state.includes("denied") ? "5 3" : null,
        };
        const told = JSON.stringify(look);
        if (layer.atlasLook !== told) { layer.atlasLook = told; layer.setStyle(look); }
        layer.atlasTip = area.t;
        layer.atlasAt = area.at || id;
        const path = layer.getElement();
        if (path) this.dress(path, layer, area, id);
        if (state.includes("denied")) layer.bringToFront();
      }
      if (payload.at && this.layer("province").byId[payload.at]) {
        const outline = this.layer("province").byId[payload.at].feature;
        L.geoJSON(outline, { pane: "borders", interactive: false,
          style: { fill: false, color: dark ? "#ffffff" : "#111111", weight: 2.6 } }).addTo(into);
      }
      if (payload.level === "district") {
        L.geoJSON(this.provinces, { pane: "borders", interactive: false,
          style: { fill: false, color: dark ? "#d9e2ec" : "#3e4c59", weight: 1.2 } }).addTo(into);
      }
      this.spots(payload.spots);
      this.arrows(into, payload.arrows || []);
      this.focus((payload.focus || []).map((id) => byId[id]).filter(Boolean));
      map.getContainer().dataset.painted = payload.stamp;
      map.getContainer().dataset.count = String(Number(map.getContainer().dataset.count || 0) + 1);
    }

    focus(layers) {
      if (!layers.length) return;
      const bounds = L.latLngBounds([]);
      for (const layer of layers) bounds.extend(layer.getBounds());
      this.fitting = true;
      this.map.fitBounds(bounds.pad(1.2), { animate: false, maxZoom: 8 });
      this.fitting = false;
      this.moved = true;
      this.density();
    }

    dress(path, layer, area, id) {
      const told = JSON.stringify([area.c, area.s, area.t]);
      if (path.atlasTold === told) return;
      path.atlasTold = told;
      path.dataset.area = id;
      path.dataset.cls = String(area.c);
      path.dataset.state = area.s || "";
      path.setAttribute("tabindex", "0");
      path.setAttribute("role", "button");
      path.setAttribute("aria-label", area.t.join(". "));
      path.onkeydown = (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        layer.fire("click", { latlng: layer.getBounds().getCenter(), sourceTarget: layer }, true);
      };
      path.onfocus = () => path.matches(":focus-visible") && layer.openTooltip(layer.getBounds().getCenter());
      path.onblur = () => layer.closeTooltip();
    }

    spots(spots) {
      this.given = spots;
      this.gather();
    }

    /* Only what changed is taken away and added: most places stay as they are. */
    gather() {
      const wanted = new Map();
      for (const spot of gathered(this.map, this.given || [])) {
        wanted.set(JSON.stringify(spot.group ? [spot.id, spot.n, spot.group.length] : [spot.lat, spot.lon, spot.dots, spot.t]), spot);
      }
      for (const [key, pin] of this.pins) {
        if (wanted.has(key)) wanted.delete(key);
        else { this.pinned.removeLayer(pin); this.pins.delete(key); }
      }
      for (const [key, spot] of wanted) this.pins.set(key, this.pin(spot));
    }

    pin(spot) {
      const marker = L.marker([spot.lat, spot.lon], { icon: spotIcon(spot), keyboard: true, title: "",
        alt: spot.t.join(". "), riseOnHover: true });
      marker.toGeoJSON = () => ({ type: "Feature", geometry: null, properties: { id: spot.id, at: spot.at, place: spot.id, n: Date.now() } });
      marker.bindTooltip(() => tip(spot.t), { className: "atlas-tip", direction: "top", opacity: 1 });
      this.pinned.addLayer(marker);
      const icon = marker.getElement();
      icon.dataset.spot = spot.id;
      icon.dataset.kinds = spot.dots.map((d) => d[1]).join(" ");
      icon.setAttribute("aria-label", spot.t.join(". "));
      icon.onkeydown = (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        if (spot.group) this.approach(spot.group);
        else marker.fire("click", { latlng: marker.getLatLng(), sourceTarget: marker }, true);
      };
      if (spot.group) {
        marker.removeEventParent(this.pinned);
        marker.on("click", () => this.approach(spot.group));
      }
      return marker;
    }

    approach(spots) {
      const bounds = L.latLngBounds(spots.map((spot) => [spot.lat, spot.lon]));
      const zoom = Math.min(this.map.getMaxZoom(), Math.max(this.map.getZoom() + 1, this.map.getBoundsZoom(bounds.pad(0.4))));
      this.moved = true;
      this.map.setView(bounds.getCenter(), Math.min(zoom, this.map.getZoom() + 2.5));
    }

    arrows(into, arrows) {
      for (const arrow of arrows) {
        const line = L.polyline([arrow.from, arrow.to], { pane: "borders", color: arrow.color, weight: 2, dashArray: "6 4" });
        into.addLayer(line);
        const angle = Math.atan2(arrow.to[0] - arrow.from[0], (arrow.to[1] - arrow.from[1]) * 0.83) * 180 / Math.PI;
        const head = element("div");
        const svg = node("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16" }, head);
        node("path", { d: "M-5 -5L5 0L-5 5Z", fill: arrow.color, transform: `rotate(${-angle})` }, svg);
        const marker = L.marker(arrow.to, { icon: L.divIcon({ className: "atlas-arrow", html: head, iconSize: [16, 16] }), keyboard: false });
        marker.bindTooltip(() => tip(arrow.t), { className: "atlas-tip", direction: "top", opacity: 1 });
        into.addLayer(marker);
      }
    }

    name(payload) {
      const stamp = JSON.stringify([payload.names, payload.countries]);
      if (stamp === this.named) return;
      this.named = stamp;
      this.labels.clearLayers();
      const put = (at, text, extra) => {
        const label = element("div", "", null, text);
        L.marker(at, { pane: "labels", interactive: false, keyboard: false,
          icon: L.divIcon({ className: "atlas-label" + extra, html: label, iconSize: null }) }).addTo(this.labels);
      };
      for (const feature of this.provinces.features) {
        put(feature.properties.at, payload.names[feature.properties.id] || "", "");
      }
      for (const [name, at] of payload.countries) put(at, name, " atlas-country");
    }

    explain(payload, hatch) {
      const box = this.legendBox, told = JSON.stringify([payload.legend, payload.ramp, payload.dark]);
      if (box.atlasTold === told) return;
      box.atlasTold = told;
      box.replaceChildren();
      element("summary", "", box, payload.legend.title);
      const row = (draw, text) => {
        const line = element("div", "", box);
        draw(node("svg", { width: 18, height: 13 }, line));
        element("span", "", line, text);
      };
      const swatch = (fill, extra) => (svg) => node("rect", Object.assign({ x: 0.5, y: 0.5, width: 17, height: 12, fill: fill, stroke: "#7b8794" }, extra || {}), svg);
      payload.legend.classes.forEach((text, i) => row(swatch(i === 0 ? payload.zero : payload.ramp[i - 1]), text));
      if (payload.legend.none) row(swatch(hatch), payload.legend.none);
      for (const [kind, text] of payload.legend.symbols) {
        if (kind === "faded") row(swatch(payload.ramp[0] || payload.zero, { "fill-opacity": 0.45 }), text);
        else if (kind === "denied") row(swatch("none", { stroke: payload.denied, "stroke-width": 2.2, "stroke-dasharray": "4 2" }), text);
        else row((svg) => symbol(svg, 9, 6.5, 5, [payload.dark ? "#9fb3c8" : "#52606d", kind], payload.dark), text);
      }
      for (const note of payload.legend.notes) element("em", "", box, note);
    }
  }

  window.Atlas = {
    decode: decode,
    base: function (map, options) { window.atlasPainter = new Painter(map, options); return window.atlasPainter; },
    paint: function (into, text) { into.addTo(window.atlasPainter.map); window.atlasPainter.paint(into, decode(text)); },
    Painter: Painter,
  };
})();
