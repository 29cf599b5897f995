// <checkout-total>: when the country or the delivery changes, asks the server for the sum, as “Update total” does, puts it
// in place and says the new total, and which way was marked that does not go there. What is typed stays where it is. Back
// from an order to a form that was refused before it leads on to the order again.

const HAS_CART = /(?:^|; )(?:__Host-)?cart_count=\d/;

class CheckoutTotal extends HTMLElement {
  #asked = 0;

  connectedCallback() {
    this.querySelector(".checkout__update").hidden = true;
    this.addEventListener("change", this.#changed);
    window.addEventListener("pageshow", this.#shown);
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this.#shown);
  }

  #shown = ({ persisted }) => {
    const isBack = persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (isBack && !HAS_CART.test(document.cookie)) location.replace(this.dataset.page);
  };

  #changed = async (event) => {
    if (!["country", "delivery"].includes(event.target.name)) return;
    const asked = ++this.#asked;
    const form = this.querySelector("form");
    const update = this.querySelector(".checkout__update button");
    try {
      const response = await fetch(update.formAction, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (asked === this.#asked) this.#show(page);
    } catch {
      this.querySelector(".checkout__update").hidden = false; // the button still does it
    }
  };

  #show(page) {
    const sum = page.querySelector("#checkout-sum");
    if (!sum) return location.reload(); // the cart is gone, or was ordered in another tab
    this.querySelector("#checkout-sum").replaceWith(sum);
    for (const radio of page.querySelectorAll("[name=delivery]")) {
      const ours = this.querySelector(`[name=delivery][value="${radio.value}"]`);
      if (ours) ours.checked = radio.checked;
    }
    const why = page.querySelector(".checkout__why").textContent;
    const words = [why, ...[...sum.querySelectorAll(".sums__total > *")].map((part) => part.textContent)];
    this.querySelector(".checkout__why").textContent = why;
    this.querySelector("[role=status]").textContent = words.join(" ").trim();
  }
}

customElements.define("checkout-total", CheckoutTotal);
