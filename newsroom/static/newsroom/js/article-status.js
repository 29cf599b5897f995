// Says beside the buttons, also to screen readers, whether what is typed is saved.
// Hears `article:saved` and `article:troubled` of article-autosave, and `article:unkept` of kept-typing.

const piece = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const loggedOut = () => {
  const href = document.querySelector(".breadcrumbs a").href;
  const link = piece("a", { href, target: "_blank", textContent: gettext("Log in in another tab") });
  return [gettext("You are logged out."), " ", link, gettext(", then go on: what you typed is kept.")];
};

const refused = (errors) => {
  const { field, message } = errors[0];
  return [gettext("Not saved yet:"), " ", field ? piece("a", { href: `#${field}`, textContent: message }) : message];
};

const SENTENCES = {
  "logged-out": loggedOut,
  offline: () => [gettext("No connection. What you typed is kept here; saving goes on when it is back.")],
  gone: () => [gettext("This article is no longer there to be written. Copy what you need of it.")],
  403: () => [gettext("You may not save this article. Copy what you typed, and ask an editor.")],
  409: ({ message }) => [message, " ", gettext("“Save” shows both versions.")],
  422: ({ errors }) => refused(errors),
};
const REFUSED = () => [gettext("The server does not take this. Is the text too long? What you typed is kept here.")];
const FAILED = () => [gettext("The server has a fault. What you typed is kept here; saving is tried again.")];

const show = (form) => {
  const status = piece("p", { className: "article-status", role: "status" });
  let reservation = [];
  const say = (state, words) => {
    status.dataset.state = state;
    status.replaceChildren(...words, ...(state === "troubled" ? reservation : []));
  };

  form.querySelector(".submit-row").prepend(status);
  form.addEventListener("article:saved", ({ detail }) => {
    say("saved", [interpolate(gettext("Saved %s"), [detail.saved_at])]);
    for (const [name, html] of Object.entries(detail.panels ?? {})) {
      for (const panel of document.querySelectorAll(`[data-panel="${name}"]`)) panel.innerHTML = html;
    }
  });
  form.addEventListener("article:troubled", ({ detail }) => {
    const sentence = SENTENCES[detail.kind] ?? (detail.kind < 500 ? REFUSED : FAILED);
    say("troubled", sentence(detail));
  });
  form.addEventListener("article:unkept", () => {
    reservation = [" ", piece("strong", {}, gettext("This browser has no room to keep it: leave this window open."))];
  });
};

const form = document.querySelector("form#revision_form");
if (form?.elements.headline) show(form);
