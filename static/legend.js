/* Names with their colours. */
export default function (component) {
  const box = component.parentElement.querySelector(".legend");
  box.replaceChildren();
  box.style.cssText = "display:flex;flex-wrap:wrap;gap:4px 14px;font:12.5px var(--st-font, sans-serif);color:var(--st-text-color)";
  for (const [name, color] of component.data.items) {
    const item = document.createElement("span"), swatch = document.createElement("i");
    swatch.style.cssText = `display:inline-block;width:11px;height:11px;margin-right:5px;border-radius:2px;background:${/^#[0-9a-f]{6}$/.test(color) ? tone(color, box) : "#888"}`;
    item.append(swatch, name);
    box.appendChild(item);
  }
}
