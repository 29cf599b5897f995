// Keeps in this browser what is typed and not saved, and offers it when the form is opened again.
// Hears `article:edited`; sends `article:unkept` when the browser has no room.

import { offer } from "./kept-notice.js";
import { labelsIn, typedIn } from "./typed-fields.js";

const MONTH = 30 * 24 * 3600 * 1000;
const OPENED = `${Date.now()}-${Math.random()}`; // two windows keep theirs apart

const pathOf = (form) => new URL(form.action).pathname;
const shelfOf = (form) => `article:${document.querySelector("#user-tools strong").textContent}:${pathOf(form)}:`;

const offerKept = (form) => {
  const now = typedIn(form);
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(shelfOf(form)))) {
    const entry = JSON.parse(localStorage.getItem(key));
    const forget = () => localStorage.removeItem(key);
    if (entry.typed === now || Date.now() - entry.at > MONTH) forget();
    else offer(form, entry, forget);
  }
};

const keep = (form, key, typed) => {
  const entry = { typed, labels: labelsIn(form), version: form.elements.opened_version.value, at: Date.now() };
  try {
    localStorage.setItem(key, JSON.stringify(entry));
  } catch {
    form.dispatchEvent(new CustomEvent("article:unkept"));
  }
};

const watch = (form) => {
  let key = null;

  form.addEventListener("article:edited", (event) => {
    if (key) localStorage.removeItem(key);
    key = event.detail && shelfOf(form) + OPENED;
    if (key) keep(form, key, event.detail);
  });
  window.addEventListener("submit", (event) => {
    if (!key || event.defaultPrevented) return;
    if (event.submitter?.name === "_discard") return localStorage.removeItem(key);
    const sent = { key, page: location.pathname, path: pathOf(form), version: form.elements.opened_version.value };
    sessionStorage.setItem("sent-typing", JSON.stringify(sent)); // for sent-typing.js on the page that comes
  });
  offerKept(form);
};

const form = document.querySelector("form#revision_form");
if (form?.elements.headline) watch(form);
