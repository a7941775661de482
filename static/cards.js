/* Records as a list of links; text is set as text, addresses are made on the server. */
function make(name, className, parent, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) { made.textContent = text; made.dir = "auto"; }
  if (parent) parent.appendChild(made);
  return made;
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".cards");
  box.replaceChildren();
  for (const card of data.cards) {
    const item = make("div", `card ${/^[a-z ]*$/.test(card.kind) ? card.kind : ""}`, box);
    const bar = make("i", "", item);
    if (/^#[0-9a-f]{6}$/.test(card.color)) bar.style.setProperty("--own", tone(card.color, box));
    const link = make("a", "title", item, card.title);
    link.href = card.href;
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      setTriggerValue("clicked", card.key);
    };
    for (const line of card.lines) make("div", "line", item, line);
    if (card.quote) make("blockquote", "", item, card.quote);
  }
  if (data.more) make("div", "more", box, data.more);
}
