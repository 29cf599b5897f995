// <added-notice>: says that something was put in the cart, once: its mark leaves the address, so that nobody reloads, keeps or
// shares it, and where the cart is empty (the cookie `cart_count`) there is nothing to say. The page is the same for everybody.

const HAS_CART = /(?:^|; )(?:__Host-)?cart_count=\d/;

class AddedNotice extends HTMLElement {
  connectedCallback() {
    const address = new URL(location);
    address.searchParams.delete("added");
    history.replaceState(history.state, "", address);
    if (!HAS_CART.test(document.cookie)) this.remove();
  }
}

customElements.define("added-notice", AddedNotice);
