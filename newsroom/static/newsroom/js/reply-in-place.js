// <reply-in-place>: “Reply” under a comment brings the form there, with all that is typed in it; “Reply to the article
// instead” brings it back. Without script the links lead to the page's own form. Hears `reply:kept` from <reply-form>.

class ReplyInPlace extends HTMLElement {
  #reply;

  connectedCallback() {
    this.#reply = this.querySelector(".reply");
    if (!this.querySelector("reply-form")) return; // replies are closed
    this.addEventListener("click", this.#clicked);
    this.addEventListener("reply:kept", ({ detail }) => this.#answer(detail.parent, detail.answered));
  }

  #clicked = (event) => {
    const link = event.target.closest(".comment__reply, .reply__instead");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const comment = link.matches(".comment__reply") && link.closest(".comment");
    if (comment) this.#answer(comment.id.replace("comment-", ""), comment.querySelector(".comment__name").textContent);
    else this.#answer("", "");
    this.querySelector("[name=text]").focus();
  };

  // Has the form answer a comment, which may stand on another page; without a key, the article.
  #answer(parent, name) {
    const comment = parent && this.querySelector(`#comment-${parent}`);
    const line = this.#reply.querySelector(".reply__answers");
    const field = this.querySelector("[name=parent]");
    const [link] = line.children;
    link.textContent = name;
    link.href = comment ? `#comment-${parent}` : `${field.form.action}${parent}/`;
    line.hidden = !parent;
    (comment || this).append(this.#reply);
    field.value = parent;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("reply-in-place", ReplyInPlace);
