/* A place's names by language; each runs in its own direction. */
export default function (component) {
  const box = component.parentElement.querySelector(".names");
  box.replaceChildren();
  for (const [label, lang, ...names] of component.data.rows) {
    const row = document.createElement("div"), head = document.createElement("b"), text = document.createElement("bdi");
    head.textContent = label;
    text.lang = lang;
    text.dir = lang === "en" ? "ltr" : "rtl";
    text.textContent = names.join(" · ");
    row.append(head, text);
    box.appendChild(row);
  }
}
