// Says beside the buttons, also to screen readers, whether what is typed is saved.
// Hears `article:saved` and `article:troubled` of article-autosave, and `article:unkept` of kept-typing.

import { piece, savedSentence, sentenceFor } from "./save-sentences.js";

// What says the same stays as it is: a box that is ticked in it stays ticked.
const renew = (panel, html) => {
  const fresh = piece("div", { innerHTML: html });
  if (fresh.innerHTML !== panel.innerHTML) panel.replaceChildren(...fresh.childNodes);
};

const show = (form) => {
  const status = piece("p", { className: "article-status", role: "status" });
  let reservation = [];
  const say = (state, words) => {
    status.dataset.state = state;
    status.replaceChildren(...words, ...(state === "saved" ? [] : reservation));
  };

  form.querySelector(".submit-row").prepend(status);
  form.addEventListener("article:saved", ({ detail }) => {
    document.querySelector(".desk-state").textContent = detail.state;
    say(detail.unfinished.length ? "unfinished" : "saved", savedSentence(detail));
    for (const [name, html] of Object.entries(detail.panels ?? {})) {
      for (const panel of document.querySelectorAll(`[data-panel="${name}"]`)) renew(panel, html);
    }
  });
  form.addEventListener("article:troubled", ({ detail }) => say("troubled", sentenceFor(detail)));
  form.addEventListener("article:unkept", () => {
    reservation = [" ", piece("strong", {}, gettext("This browser has no room to keep it: leave this window open."))];
  });
};

const form = document.querySelector("form#revision_form");
if (form?.elements.headline) show(form);
