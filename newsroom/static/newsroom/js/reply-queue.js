// The keys of the moderators' queue: each presses what is on the page, so nothing can be done by key alone.

const MOVES = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const TYPED = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const FIELD = ":is(input, textarea):not([type=hidden])";
const STORED = "reply-keys";

class ReplyQueue extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this);
    this.addEventListener("focusin", () => (this.last = this.current ?? this.last));
    const asks = this.querySelector(`details.reply-panel[open] ${FIELD}`);
    (asks ?? document.getElementById(location.hash.slice(1)))?.focus();
    this.querySelector("[role=status]").textContent = this.querySelector("[data-outcome]")?.innerText ?? "";
    const keys = this.querySelector("[data-keys]");
    if (!keys) return;
    keys.checked = localStorage.getItem(STORED) !== "off";
    keys.addEventListener("change", () => localStorage.setItem(STORED, keys.checked ? "on" : "off"));
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
  }

  get current() {
    return document.activeElement.closest("[data-reply]");
  }

  handleEvent(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (key === "Escape") this.leave();
    else if (!target.matches(TYPED) && localStorage.getItem(STORED) !== "off" && this.act(key)) event.preventDefault();
  }

  act(key) {
    if (key in MOVES) return this.move(MOVES[key]);
    const sought = `[data-key="${CSS.escape(key)}"]`;
    const many = this.querySelector("[name=reply]:checked") && this.querySelector(`#chosen ${sought}`);
    const button = many ?? this.current?.querySelector(sought) ?? ("u?".includes(key) ? this.querySelector(sought) : null);
    button?.click();
    if (button?.matches("summary") && button.parentElement.open) button.parentElement.querySelector(FIELD)?.focus();
    return Boolean(button);
  }

  move(step) {
    const rows = [...this.querySelectorAll("[data-reply]")];
    const row = this.current ? rows[rows.indexOf(this.current) + step] : (this.last ?? rows[0]);
    row?.focus();
    return Boolean(row);
  }

  leave() {
    const panel = document.activeElement.closest("details.reply-panel");
    if (panel) panel.open = false;
    (this.current ?? this.last)?.focus();
  }
}

customElements.define("reply-queue", ReplyQueue);
