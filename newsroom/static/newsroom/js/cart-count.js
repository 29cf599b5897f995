// <cart-count>: says beside “Cart” how many pieces the cart holds, as the cookie `cart_count` has it. Pages are the same
// for everybody, so the number is read here: on arrival, on coming back, and when another tab changes it.

const COOKIE = /(?:^|; )(?:__Host-)?cart_count=(\d{1,5})(?:;|$)/;
const SIGNS = ["pageshow", "focus"]; // pageshow: also of a page that Back or Forward brings as it was left

class CartCount extends HTMLElement {
  #show = () => {
    const count = Number(COOKIE.exec(document.cookie)?.[1] ?? 0);
    const text = count ? ` (${count})` : "";
    if (this.textContent !== text) this.textContent = text;
  };

  connectedCallback() {
    for (const sign of SIGNS) window.addEventListener(sign, this.#show);
    document.addEventListener("visibilitychange", this.#show);
    window.cookieStore?.addEventListener("change", this.#show);
    this.#show();
  }

  disconnectedCallback() {
    for (const sign of SIGNS) window.removeEventListener(sign, this.#show);
    document.removeEventListener("visibilitychange", this.#show);
    window.cookieStore?.removeEventListener("change", this.#show);
  }
}

customElements.define("cart-count", CartCount);
