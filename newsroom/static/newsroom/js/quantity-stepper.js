// <quantity-stepper>: puts buttons for one fewer and one more beside the number field inside it. One status region of the
// page says the new number, and the limit once it is reached; its words stand beside the field then, too, in the cart.

const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
status.setAttribute("role", "status");

class QuantityStepper extends HTMLElement {
  #input;
  #buttons;
  #limit = Object.assign(document.createElement("span"), { className: "quantity-limit", hidden: true });

  connectedCallback() {
    if (this.#input) return;
    this.#input = this.querySelector("input");
    this.#buttons = [this.#button(-1, "−", this.dataset.fewer), this.#button(1, "+", this.dataset.more)];
    this.#input.before(this.#buttons[0]);
    this.#input.after(this.#buttons[1]);
    this.#limit.textContent = this.#input.dataset.limit;
    this.after(this.#limit);
    this.#input.addEventListener("input", this.#settle);
    window.addEventListener("pageshow", this.#settle); // the browser may have put back what was typed
    this.#settle();
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this.#settle);
  }

  #button(step, textContent, name) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "step", textContent });
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => this.#step(step, button));
    return button;
  }

  #step(step, button) {
    if (step > 0) this.#input.stepUp();
    else this.#input.stepDown();
    this.#input.dispatchEvent(new Event("input", { bubbles: true }));
    if (button.disabled && button.matches(":focus-visible")) this.#input.focus(); // a key goes on where it can
    const isMost = this.#input.value === this.#input.max;
    const now = this.dataset.now.replace("{}", this.#input.value);
    status.textContent = isMost ? `${now} ${this.#input.dataset.limit}` : now;
  }

  #settle = () => {
    const { value, min, max } = this.#input;
    const [fewer, more] = this.#buttons;
    fewer.disabled = Number(value) <= Number(min);
    more.disabled = Number(value) >= Number(max);
    this.#limit.hidden = Number(value) !== Number(max); // of what is above it, the page says more
  };
}

document.body.append(status);
customElements.define("quantity-stepper", QuantityStepper);
