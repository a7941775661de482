/* Shows a document with its claims marked; text is set as text, never as markup. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".reader");
  const stamp = JSON.stringify([data.doc, data.claims]);
  if (box.dataset.stamp !== stamp) {
    box.dataset.stamp = stamp;
    box.replaceChildren();
    box.dir = data.dir;
    for (const [text, claims] of data.segments) {
      if (!claims.length) {
        box.appendChild(document.createTextNode(text));
        continue;
      }
      const mark = document.createElement("mark");
      mark.textContent = text;
      mark.title = claims.map((id) => data.claims[id].label).join("\n");
      mark.tabIndex = 0;
      mark.dataset.claims = claims.join(" ");
      mark.setAttribute("role", "link");
      const open = () => setTriggerValue("clicked", claims[claims.indexOf(data.here) >= 0 && claims.length > 1 ? (claims.indexOf(data.here) + 1) % claims.length : 0]);
      mark.onclick = open;
      mark.onkeydown = (event) => { if (event.key === "Enter") open(); };
      box.appendChild(mark);
    }
  }
  let first = null;
  for (const mark of box.querySelectorAll("mark")) {
    const here = Boolean(data.here) && mark.dataset.claims.split(" ").includes(data.here);
    const shown = data.claims[here ? data.here : mark.dataset.claims.split(" ")[0]];
    mark.className = shown.kind + (shown.denied ? " denied" : "") + (here ? " here" : "");
    if (here) { mark.setAttribute("aria-current", "true"); first = first || mark; } else mark.removeAttribute("aria-current");
  }
  if (first && box.dataset.shown !== data.here) first.scrollIntoView({ block: "center" });
  box.dataset.shown = data.here || "";
}
