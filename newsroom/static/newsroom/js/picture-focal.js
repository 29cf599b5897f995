// <focal-point data-x data-y data-label>: a picture whose point a click or the arrow keys move; tells by “moved”.

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const MARK = '<svg aria-hidden="true"><circle r="11"/></svg>';

class FocalPoint extends HTMLElement {
  connectedCallback() {
    if (!this.querySelector("svg")) this.insertAdjacentHTML("beforeend", MARK);
    this.place(Number(this.dataset.x), Number(this.dataset.y));
  }

  makeMovable() {
    if (this.button) return;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.setAttribute("aria-label", this.dataset.label);
    this.button.append(...this.childNodes);
    this.words = Object.assign(document.createElement("output"), { className: "help" });
    this.append(this.button, this.words);
    this.button.addEventListener("click", (event) => this.click(event));
    this.button.addEventListener("keydown", (event) => this.press(event));
  }

  click({ detail, clientX, clientY }) {
    if (!detail) return; // the space bar or Enter, which name no place
    const { left, top, width, height } = this.querySelector("img").getBoundingClientRect();
    if (!width || !height) return; // it is not there yet
    this.move((100 * (clientX - left)) / width, (100 * (clientY - top)) / height);
  }

  press(event) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const size = event.shiftKey ? 10 : 1;
    this.move(Number(this.dataset.x) + size * step[0], Number(this.dataset.y) + size * step[1]);
  }

  move(x, y) {
    this.place(x, y);
    this.dispatchEvent(new CustomEvent("moved", { detail: { ...this.dataset }, bubbles: true }));
  }

  place(x, y) {
    const [left, top] = [x, y].map((part) => Math.min(100, Math.max(0, Math.round(part))));
    Object.assign(this.dataset, { x: left, y: top });
    this.querySelector("circle").setAttribute("cx", `${left}%`);
    this.querySelector("circle").setAttribute("cy", `${top}%`);
    if (this.words) this.words.textContent = `${left} % → · ${top} % ↓`;
  }
}

customElements.define("focal-point", FocalPoint);
