// Says beside the buttons, also to screen readers, whether what is typed is saved.
// Hears `article:saved` and `article:troubled` of article-autosave, and `article:unkept` of kept-typing.

import { piece, sentenceFor } from "./save-sentences.js";

const show = (form) => {
  const status = piece("p", { className: "article-status", role: "status" });
  let reservation = [];
  const say = (state, words) => {
    status.dataset.state = state;
    status.replaceChildren(...words, ...(state === "troubled" ? reservation : []));
  };

  form.querySelector(".submit-row").prepend(status);
  form.addEventListener("article:saved", ({ detail }) => {
    document.querySelector(".desk-state").textContent = detail.state;
    say("saved", [interpolate(gettext("Saved %s"), [detail.saved_at])]);
    for (const [name, html] of Object.entries(detail.panels ?? {})) {
      for (const panel of document.querySelectorAll(`[data-panel="${name}"]`)) panel.innerHTML = html;
    }
  });
  form.addEventListener("article:troubled", ({ detail }) => say("troubled", sentenceFor(detail)));
  form.addEventListener("article:unkept", () => {
    reservation = [" ", piece("strong", {}, gettext("This browser has no room to keep it: leave this window open."))];
  });
};

const form = document.querySelector("form#revision_form");
if (form?.elements.headline) show(form);
