// Offers typing that this browser has kept: to put it back into the form, or to throw it away.

import { fill } from "./typed-fields.js";

const button = (text, act) => {
  const element = document.createElement("button");
  Object.assign(element, { type: "button", className: "button", textContent: text });
  element.addEventListener("click", act);
  return element;
};

const putBack = (form, { typed, labels, version }) => {
  fill(form, typed, labels);
  form.elements.opened_version.value = version; // a newer one is then compared with it, never written over,
  form.elements.opened_key.value = ""; // also where this very form has saved it
  form.dispatchEvent(new CustomEvent("article:filled", { bubbles: true }));
};

// Shows the offer above the form; `forget` is called once it is taken or declined.
export const offer = (form, entry, forget) => {
  const notice = Object.assign(document.createElement("div"), { className: "kept-typing" });
  const words = document.createElement("p");
  const time = new Date(entry.at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  const close = () => {
    forget();
    notice.remove();
    form.elements.headline.focus();
  };

  words.setAttribute("role", "alert");
  const sentence = gettext("Not all that you typed here until %s was saved. This browser has kept it.");
  words.textContent = interpolate(sentence, [time]);
  notice.append(
    words,
    button(gettext("Put it back"), () => {
      putBack(form, entry);
      close();
    }),
    button(gettext("Throw it away"), close),
  );
  form.prepend(notice);
};
