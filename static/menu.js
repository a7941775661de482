/* The product's name, and links to the pages; each keeps the filters that stand in the address. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".menu");
  const stamp = JSON.stringify(data);
  if (box.dataset.stamp !== stamp) {
    box.dataset.stamp = stamp;
    box.replaceChildren();
    const name = document.createElement("b");
    name.textContent = data.name;
    parentElement.querySelector(".name").replaceChildren(name, ` ${data.purpose}`);
    for (const [name, title] of data.pages) {
      const link = document.createElement("a");
      link.textContent = title;
      link.dataset.page = name;
      if (name === data.here) link.setAttribute("aria-current", "page");
      link.onclick = (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        box.tell(name);
      };
      box.appendChild(link);
    }
    const here = box.querySelector("[aria-current]");
    const show = () => {
      if (!here || box.scrollWidth <= box.clientWidth) return;
      box.scrollLeft += here.getBoundingClientRect().left - box.getBoundingClientRect().left - 40;
    };
    show();
    document.fonts.ready.then(() => requestAnimationFrame(show));
  }
  box.tell = (name) => setTriggerValue("clicked", name);
  // The first page stands at the root; a path of its own is not known to the server.
  for (const link of box.children) link.href = (link.dataset.page === data.pages[0][0] ? "./" : link.dataset.page) + data.query;
}
