// <cart-totals>: once a quantity of the cart differs from the one that its totals are for, marks the totals as old and says,
// to the eye and to a screen reader, which button brings the new ones.

class CartTotals extends HTMLElement {
  connectedCallback() {
    document.addEventListener("input", this.#compare);
    window.addEventListener("pageshow", this.#compare); // the browser may have put back what was typed
  }

  disconnectedCallback() {
    document.removeEventListener("input", this.#compare);
    window.removeEventListener("pageshow", this.#compare);
  }

  #compare = () => {
    const rows = [...document.querySelectorAll(".cart tr:has(.quantity)")];
    for (const row of rows) {
      const { value, dataset } = row.querySelector(".quantity");
      row.toggleAttribute("data-old", value !== dataset.counted);
    }
    const isOld = rows.some((row) => row.hasAttribute("data-old"));
    if (this.hasAttribute("data-old") === isOld) return; // what was said is not said again
    this.toggleAttribute("data-old", isOld);
    this.querySelector("[role=status]").textContent = isOld ? this.dataset.words : "";
  };
}

customElements.define("cart-totals", CartTotals);
