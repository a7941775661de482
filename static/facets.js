/* The filters: lists to tick and choices to make, each told to the server at once. */
function make(name, className, parent, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) { made.textContent = text; made.dir = "auto"; }
  if (parent) parent.appendChild(made);
  return made;
}
function list(facet, tell) {
  const box = make("details", "facet");
  box.dataset.field = facet.field;
  const head = make("summary", "", box);
  make("span", "name", head, facet.label);
  const said = make("span", "said", head);
  const body = make("div", "body", box);
  const boxes = [];
  const rows = make("div", "rows");
  if (facet.options.length > 12) {
    const find = make("input", "find", body);
    find.type = "search";
    find.placeholder = "Find …";
    find.setAttribute("aria-label", `Find in ${facet.label}`);
    find.oninput = () => {
      const wanted = find.value.trim().toLowerCase();
      for (const [row, , text] of boxes) row.hidden = !text.toLowerCase().includes(wanted);
    };
  }
  body.appendChild(rows);
  for (const [value, text, n] of facet.options) {
    const row = make("label", "row", rows);
    const tick = make("input", "", row);
    tick.type = "checkbox";
    tick.value = value;
    make("span", "text", row, text);
    if (n !== null) make("span", "n", row, n.toLocaleString("en"));
    tick.onchange = () => tell(facet.field, boxes.filter(([, b]) => b.checked).map(([, b]) => b.value));
    boxes.push([row, tick, text]);
  }
  return {
    box: box,
    set: (chosen) => {
      for (const [, tick] of boxes) tick.checked = chosen.includes(tick.value);
      const names = boxes.filter(([, tick]) => tick.checked).map(([, , text]) => text);
      said.textContent = !names.length ? "All" : names.length > 2 ? `${names.length} chosen` : names.join(", ");
      box.classList.toggle("on", names.length > 0);
    },
  };
}
function choice(facet, tell) {
  const box = make("label", "choice");
  box.dataset.field = facet.field;
  make("span", "name", box, facet.label);
  const select = make("select", "", box);
  for (const [value, text] of facet.options) make("option", "", select, text).value = value;
  select.onchange = () => tell(facet.field, select.value);
  return { box: box, set: (chosen) => { select.value = chosen; box.classList.toggle("on", chosen !== facet.options[0][0]); } };
}
function toggle(facet, tell) {
  const box = make("label", "switch");
  box.dataset.field = facet.field;
  const tick = make("input", "", box);
  tick.type = "checkbox";
  make("span", "text", box, facet.label);
  make("small", "", box, facet.note);
  tick.onchange = () => tell(facet.field, tick.checked ? "1" : "");
  return { box: box, set: (chosen) => { tick.checked = chosen === "1"; } };
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".facets");
  const stamp = JSON.stringify(data.groups);
  const held = box.atlas || (box.atlas = {});
  held.tell = (field, value) => setTriggerValue("changed", { field: field, value: value });
  if (held.stamp !== stamp) {
    held.stamp = stamp;
    const open = [...box.querySelectorAll("details[open]")].map((d) => d.dataset.field);
    box.replaceChildren();
    held.parts = {};
    for (const group of data.groups) {
      make("h2", "", box, group.title);
      for (const facet of group.facets) {
        const kind = { list: list, choice: choice, toggle: toggle }[facet.kind];
        const part = kind(facet, (field, value) => held.tell(field, value));
        if (open.includes(facet.field)) part.box.open = true;
        box.appendChild(part.box);
        held.parts[facet.field] = part;
      }
    }
  }
  for (const field in held.parts) held.parts[field].set(data.chosen[field]);
}
