// One file of a bulk upload: sends itself, shows how far it is, and what became of it.

const template = document.querySelector("template[data-row]");

class UploadRow extends HTMLElement {
  connectedCallback() {
    this.className = "heap__row";
    this.setAttribute("role", "listitem");
    this.append(template.content.cloneNode(true));
    this.querySelector(".heap__name").textContent = this.file.name;
    this.bar = this.querySelector("progress");
    this.bar.setAttribute("aria-label", this.file.name);
    this.querySelector("button").addEventListener("click", () => {
      this.keepsBoth = true;
      this.show("waiting", template.dataset.waiting);
      this.dispatchEvent(new Event("again", { bubbles: true }));
    });
    this.show("waiting", template.dataset.waiting);
  }

  show(state, message, answer = {}) {
    this.dataset.state = state;
    this.querySelector(".heap__words").replaceChildren(message, " ");
    if (answer.url) {
      const link = document.createElement("a");
      Object.assign(link, { href: answer.url, target: "_blank", textContent: answer.title });
      this.querySelector(".heap__words").append(link);
    }
    this.bar.hidden = state !== "sending";
    this.querySelector("button").hidden = state !== "there";
    return state;
  }

  // Resolves to its state: added, there, refused, failed, offline or loggedout.
  send(words) {
    words.set("files", this.file);
    if (this.keepsBoth) words.set("keep_both", "on");
    this.show("sending", template.dataset.sending);
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => Object.assign(this.bar, { max: total, value: loaded });
    request.open("POST", location.pathname);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    return new Promise((resolve) => {
      request.onloadend = () => resolve(this.settle(request.status, request.response));
      request.send(words);
    });
  }

  settle(status, answer) {
    if (answer) return this.show(answer.state, answer.message, answer);
    const state = { 0: "offline", 200: "loggedout", 403: "loggedout" }[status] ?? "failed";
    return this.show(state, template.dataset.waiting);
  }
}

customElements.define("upload-row", UploadRow);
