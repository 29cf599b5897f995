// Knows whether the article's form holds edits that are not saved: tells the other modules, and asks before they are
// left behind. Sends `article:edited` with what is typed, as JSON, or null once it is what is saved; hears `article:saved`,
// with null where not all of it is.

import { typedIn } from "./typed-fields.js";

const PAUSE = 300; // after the last key, in milliseconds
// Of edits that have no event of their own: rows, calendars, what is put back.
const SIGNS = ["formset:added", "formset:removed", "article:moved", "article:filled", "click"];
const watch = (form) => {
  let saved = form.querySelector(".errornote") ? null : typedIn(form); // a refused form holds what nobody has stored
  let told = saved;
  let timer;
  let isLeaving = false;

  const tell = () => {
    clearTimeout(timer);
    const typed = typedIn(form);
    if (typed === told) return;
    told = typed;
    form.dispatchEvent(new CustomEvent("article:edited", { detail: typed === saved ? null : typed }));
  };
  const tellSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE);
  };

  form.autocomplete = "off"; // else a reloaded page would mix old typing with a new version
  window.django.jQuery(form).on("input change", tellSoon); // jQuery's own events do not reach addEventListener
  for (const sign of SIGNS) document.addEventListener(sign, tellSoon);
  form.addEventListener("article:saved", (event) => {
    saved = event.detail.typed;
    told = null;
    tell();
  });
  window.addEventListener("submit", tell, { capture: true });
  window.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) isLeaving = true;
  });
  window.addEventListener("pageshow", () => {
    isLeaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    tell();
    if (!isLeaving && typedIn(form) !== saved) event.preventDefault();
  });
  if (saved === null) tellSoon();
};

const form = document.querySelector("form#revision_form");
if (form?.elements.headline) watch(form);
