// What to say when an article could not be saved.

export const piece = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const loggedOut = () => {
  const { href } = document.querySelector(".breadcrumbs a");
  const link = piece("a", { href, target: "_blank", textContent: gettext("Log in in another tab") });
  return [gettext("You are logged out."), " ", link, gettext(", then go on: what you typed is kept.")];
};

const nameOf = (id) => {
  const field = document.getElementById(id);
  return field?.getAttribute("aria-label") ?? field?.labels?.[0]?.textContent.trim().replace(/:$/, "");
};

const refused = ([{ field, message }]) => {
  const textContent = [nameOf(field), message].filter(Boolean).join(": ");
  return [gettext("Not saved yet:"), " ", field ? piece("a", { href: `#${field}`, textContent }) : message];
};

const SENTENCES = {
  "logged-out": loggedOut,
  offline: () => [gettext("No connection. What you typed is kept here; saving goes on when it is back.")],
  gone: () => [gettext("This article is no longer there to be written. Copy what you need of it.")],
  403: () => [gettext("You may not save this article. Copy what you typed, and ask an editor.")],
  409: ({ message }) => [message, " ", gettext("“Save” shows both versions.")],
  422: ({ errors }) => refused(errors),
};
const otherwise = ({ kind }) => [
  kind < 500
    ? gettext("The server does not take this. Is the text too long? What you typed is kept here.")
    : gettext("The server has a fault. What you typed is kept here; saving is tried again."),
];

// What to say of an answer that is not “saved”, as pieces of text and links.
export const sentenceFor = (answer) => (SENTENCES[answer.kind] ?? otherwise)(answer);
