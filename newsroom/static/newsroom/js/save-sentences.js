// What to say when an article is saved, or could not be.

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

const nameOf = (field) => {
  const label = field?.closest("fieldset:has(> legend)")?.querySelector("legend") ?? field?.labels?.[0];
  return field?.getAttribute("aria-label") ?? label?.textContent.trim().replace(/:$/, "");
};
const partOf = (field) => field?.closest(".inline-group")?.querySelector(".inline-heading").textContent.trim();

const leadTo = ({ field: id, message }) => {
  const field = document.getElementById(id);
  const textContent = [partOf(field), nameOf(field), message].filter(Boolean).join(": ");
  return field ? piece("a", { href: `#${id}`, textContent }) : message;
};

// Of a part, the first fault will do: it is mended row by row.
const leadToEach = (faults) => {
  const placeOf = ({ field }) => field.replace(/^id_|-.*/g, "");
  const places = faults.map(placeOf);
  const first = faults.filter((fault, index) => places.indexOf(placeOf(fault)) === index);
  return first.flatMap((fault) => [" ", leadTo(fault)]);
};

// What to say of an answer that is “saved”, as pieces of text and links.
export const savedSentence = ({ saved_at, unfinished }) =>
  unfinished.length
    ? [interpolate(gettext("Saved %s, except"), [saved_at]), ...leadToEach(unfinished)]
    : [interpolate(gettext("Saved %s"), [saved_at])];

const SENTENCES = {
  "logged-out": loggedOut,
  offline: () => [gettext("No connection. What you typed is kept here; saving goes on when it is back.")],
  gone: () => [gettext("This article is no longer there to be written. Copy what you need of it.")],
  403: () => [gettext("You may not save this article. Copy what you typed, and ask an editor.")],
  409: ({ message }) => [message, " ", gettext("“Save” shows both versions.")],
  422: ({ errors: [fault] }) => [gettext("Not saved yet:"), " ", leadTo(fault)],
};
const otherwise = ({ kind }) => [
  kind < 500
    ? gettext("The server does not take this. Is the text too long? What you typed is kept here.")
    : gettext("The server has a fault. What you typed is kept here; saving is tried again."),
];

// What to say of an answer that is not “saved”, as pieces of text and links.
export const sentenceFor = (answer) => (SENTENCES[answer.kind] ?? otherwise)(answer);
