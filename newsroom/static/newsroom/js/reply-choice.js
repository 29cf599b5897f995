// Choosing many replies: all on the page at once, without fetching it anew, and how many are chosen.

class ReplyChoice extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.querySelector("a").addEventListener("click", (event) => this.chooseAll(event));
    document.addEventListener("change", () => this.count());
    this.count();
  }

  get boxes() {
    return [...this.form.elements].filter((field) => field.name === "reply");
  }

  chooseAll(event) {
    event.preventDefault();
    const isFull = this.boxes.every((box) => box.checked);
    for (const box of this.boxes) box.checked = !isFull;
    this.count();
  }

  count() {
    const count = this.boxes.filter((box) => box.checked).length;
    this.querySelector("output").textContent = count ? `(${count})` : "";
  }
}

customElements.define("reply-choice", ReplyChoice);
