/* Areas or groups by number: a bar and a figure a row, each a button. */
function make(name, className, parent, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) { made.textContent = text; made.dir = "auto"; }
  parent.appendChild(made);
  return made;
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".ranking");
  box.replaceChildren();
  const top = Math.max(...data.rows.map((row) => row.n), 1e-9);
  for (const row of data.rows) {
    const button = make("button", "row", box);
    button.type = "button";
    button.dataset.area = row.key;
    button.setAttribute("aria-label", `${row.label}: ${row.text}`);
    make("span", "name", button, row.label);
    const bar = make("span", "track", button), fill = make("i", "", bar);
    fill.style.width = `${Math.max(1, 100 * row.n / top)}%`;
    if (/^#[0-9a-f]{6}$/.test(data.color)) fill.style.background = tone(data.color, box);
    make("span", "figure", button, row.text);
    button.onclick = () => setTriggerValue("clicked", row.key);
  }
}
