/* Chooses a period on a histogram: years as buttons, two handles on the bars, the span between
   them dragged as a whole, a bar clicked. Numbers and our own words only. */
const SVG = "http://www.w3.org/2000/svg";
const WAIT = 140;
function draw(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  parent.appendChild(made);
  return made;
}
function make(name, className, parent, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  parent.appendChild(made);
  return made;
}
class Period {
  constructor(box) {
    this.box = box;
    const head = make("div", "head", box);
    this.years = make("div", "years", head);
    this.said = make("div", "said", head);
    this.years.setAttribute("role", "group");
    this.years.setAttribute("aria-label", "Year");
    this.stage = make("div", "stage", box);
    this.svg = draw("svg", { preserveAspectRatio: "none", role: "img" }, this.stage);
    this.window = make("div", "window", this.stage);
    this.tip = make("div", "tip", this.stage);
    this.handles = [0, 1].map((i) => {
      const handle = make("div", "handle", this.stage);
      handle.tabIndex = 0;
      handle.setAttribute("role", "slider");
      handle.setAttribute("aria-label", i ? "Last month" : "First month");
      handle.onkeydown = (event) => this.key(event, i);
      handle.onpointerdown = (event) => this.grab(event, i);
      return handle;
    });
    this.window.onpointerdown = (event) => this.grab(event, 2);
    this.stage.onpointerdown = (event) => this.grab(event, 3);
    this.stage.onpointermove = (event) => this.hover(event);
    this.stage.onpointerleave = () => { this.tip.textContent = ""; };
    this.foot = make("div", "foot", box);
    this.timer = null;
    this.sent = 0;
  }
  show(data, send) {
    this.data = data;
    this.send = send;
    const stamp = JSON.stringify([data.months, data.numbers]);
    if (stamp !== this.stamp) { this.stamp = stamp; this.bars(); }
    const given = `${data.months[data.first]}/${data.months[data.last]}`;
    const late = this.told && this.told !== given && performance.now() - this.sent < 2500;
    if (!this.dragging && !this.timer && !late) { this.at = [data.first, data.last]; this.told = null; }
    this.at = this.at || [data.first, data.last];
    this.place();
  }
  bars() {
    const { numbers, tall, years } = this.data, n = numbers.length, top = Math.max(1, ...numbers);
    this.svg.replaceChildren();
    this.svg.setAttribute("viewBox", `0 0 ${n} ${tall}`);
    this.svg.setAttribute("aria-label", this.data.label);
    this.rects = numbers.map((count, i) => {
      const high = count ? Math.max(1.5, (tall - 3) * count / top) : 0;
      const group = draw("g", {}, this.svg);
      group.dataset.key = this.data.months[i];
      draw("rect", { x: i, y: 0, width: 1, height: tall, fill: "transparent" }, group);
      return draw("rect", { x: i + 0.09, y: tall - high, width: 0.82, height: high }, group);
    });
    this.years.replaceChildren();
    this.buttons = [["", "All"], ...years.map((y) => [y, y])].map(([key, text]) => {
      const button = make("button", "year", this.years, text);
      button.type = "button";
      button.dataset.year = key;
      button.onclick = () => {
        this.at = key ? this.ofYear(key) : [0, n - 1];
        this.place();
        this.tell(key || "all");
      };
      return button;
    });
    this.foot.replaceChildren();
    const each = Math.ceil(this.data.years.length / 14);
    this.data.months.forEach((month, i) => {
      if (!month.endsWith("-01") || Number(month.slice(0, 4)) % each || i > n * 0.95) return;
      make("i", "", this.foot, month.slice(0, 4)).style.left = `${100 * i / n}%`;
    });
  }
  ofYear(year) {
    const inside = this.data.months.map((m, i) => (m.startsWith(year) ? i : -1)).filter((i) => i >= 0);
    return [inside[0], inside[inside.length - 1]];
  }
  place() {
    const n = this.data.numbers.length, [a, b] = this.at;
    this.rects.forEach((rect, i) => rect.setAttribute("class", i >= a && i <= b ? "bar" : "bar out"));
    this.window.style.left = `${100 * a / n}%`;
    this.window.style.width = `${100 * (b + 1 - a) / n}%`;
    [a, b + 1].forEach((edge, i) => {
      const handle = this.handles[i], month = this.at[i];
      handle.style.left = `${100 * edge / n}%`;
      handle.setAttribute("aria-valuemin", 0);
      handle.setAttribute("aria-valuemax", n - 1);
      handle.setAttribute("aria-valuenow", month);
      handle.setAttribute("aria-valuetext", this.data.names[month]);
    });
    this.said.textContent = a === b ? this.data.names[a] : `${this.data.names[a]} – ${this.data.names[b]}`;
    this.box.classList.toggle("whole", a === 0 && b === n - 1);
    for (const button of this.buttons) {
      const year = button.dataset.year, span = year ? this.ofYear(year) : [0, n - 1];
      button.setAttribute("aria-pressed", String(span[0] === a && span[1] === b && (year !== "" || this.data.all)));
    }
  }
  monthAt(event) {
    const box = this.stage.getBoundingClientRect(), n = this.data.numbers.length;
    return Math.min(n - 1, Math.max(0, Math.floor((event.clientX - box.left) / box.width * n)));
  }
  hover(event) {
    const i = this.monthAt(event), n = this.data.numbers.length;
    this.tip.textContent = `${this.data.names[i]}: ${this.data.numbers[i].toLocaleString("en")}`;
    this.tip.style.left = `${Math.min(92, Math.max(8, 100 * (i + 0.5) / n))}%`;
  }
  grab(event, part) {
    if (event.button) return;
    event.stopPropagation();
    const from = this.monthAt(event), start = [...this.at], n = this.data.numbers.length;
    let moved = false;
    this.dragging = true;
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    const slide = (to) => {
      const by = to - from;
      if (part === 0) return [Math.min(Math.max(0, start[0] + by), start[1]), start[1]];
      if (part === 1) return [start[0], Math.max(Math.min(n - 1, start[1] + by), start[0])];
      if (part === 3) return [Math.min(from, to), Math.max(from, to)];
      const wide = start[1] - start[0], first = Math.min(Math.max(0, start[0] + by), n - 1 - wide);
      return [first, first + wide];
    };
    target.onpointermove = (now) => {
      this.hover(now);
      const to = this.monthAt(now);
      moved = moved || to !== from;
      if (!moved) return;
      const next = slide(to);
      if (next[0] === this.at[0] && next[1] === this.at[1]) return;
      this.at = next;
      this.place();
      this.tell();
    };
    const end = () => {
      target.onpointermove = target === this.stage ? (e) => this.hover(e) : null;
      target.onpointerup = target.onpointercancel = null;
      this.dragging = false;
      if (!moved && part >= 2) { this.at = [from, from]; this.place(); this.tell(); }
    };
    target.onpointerup = target.onpointercancel = end;
  }
  key(event, i) {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -1e6, End: 1e6 };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = [...this.at], n = this.data.numbers.length;
    at[i] = Math.min(n - 1, Math.max(0, at[i] + by));
    if (i === 0) at[0] = Math.min(at[0], at[1]); else at[1] = Math.max(at[1], at[0]);
    if (at[i] === this.at[i]) return;
    this.at = at;
    this.place();
    this.tell();
  }
  tell(value) {
    /* At once when nothing was told lately, else when the hand has rested. */
    clearTimeout(this.timer);
    const go = () => {
      this.timer = null;
      this.sent = performance.now();
      const [a, b] = this.at, months = this.data.months;
      this.told = `${months[a]}/${months[b]}`;
      this.send(value || this.told);
    };
    const since = performance.now() - this.sent;
    if (since > WAIT) go(); else this.timer = setTimeout(go, WAIT - since);
  }
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".period");
  const period = box.atlas || (box.atlas = new Period(box));
  period.show(data, (value) => setTriggerValue("chosen", value));
}
