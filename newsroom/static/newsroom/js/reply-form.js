// <reply-form>: keeps in this tab what is typed until it was sent, fills in the name that the browser was asked to save,
// and tells how long the writing took. Without script nothing is told, and the form is sent all the same.

const COOKIE = /(?:^|; )((?:__Host-)?reply_name)=([^;]+)/;
const KEPT = ["text", "name", "email", "website", "parent"];

const read = (text) => {
  try {
    return JSON.parse(decodeURIComponent(text)) ?? {};
  } catch {
    return {}; // nothing, or not ours
  }
};

class ReplyForm extends HTMLElement {
  #fields;
  #key;
  #touched;
  #before; // milliseconds of writing on earlier pages

  connectedCallback() {
    if (this.#fields) return; // it was moved
    this.#fields = this.querySelector("form").elements;
    this.#key = `reply:${new URL(this.querySelector("form").action).pathname}`;
    this.#before = Number(this.#fields.elapsed.value) || 0;
    sessionStorage.removeItem("reply-sent");
    if (!this.hasAttribute("data-sent")) this.#fillIn(read(sessionStorage.getItem(this.#key)));
    this.addEventListener("input", this.#keep);
    this.addEventListener("submit", this.#send);
  }

  #fillIn(kept) {
    const saved = COOKIE.exec(document.cookie)?.[2];
    const person = read(saved);
    for (const name of KEPT) this.#fields[name].value ||= kept[name] ?? person[name] ?? "";
    this.#fields.remember.checked ||= Boolean(saved);
    this.#before = kept.elapsed ?? this.#before;
    if (kept.parent) this.dispatchEvent(new CustomEvent("reply:kept", { bubbles: true, detail: kept }));
  }

  #elapsed = () => Math.round(this.#before + (this.#touched ? performance.now() - this.#touched : 0));

  #keep = () => {
    this.#touched ??= performance.now();
    const typed = Object.fromEntries(KEPT.map((name) => [name, this.#fields[name].value]));
    const kept = { ...typed, answered: document.querySelector(".reply__answers a").textContent, elapsed: this.#elapsed() };
    if (typed.text) sessionStorage.setItem(this.#key, encodeURIComponent(JSON.stringify(kept)));
    else sessionStorage.removeItem(this.#key);
  };

  #send = () => {
    const name = COOKIE.exec(document.cookie)?.[1];
    const secure = location.protocol === "https:" ? "; secure" : "";
    this.#fields.elapsed.value = this.#elapsed() || "";
    sessionStorage.setItem("reply-sent", this.#key); // for reply-sent.js on the page that comes
    if (name && !this.#fields.remember.checked) document.cookie = `${name}=; path=/; max-age=0${secure}`;
  };
}

customElements.define("reply-form", ReplyForm);
