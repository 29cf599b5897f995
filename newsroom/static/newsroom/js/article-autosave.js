// Saves the working copy two seconds after typing stops, one request at a time, and tries again after trouble.
// Hears `article:edited`; sends `article:saved` or `article:troubled` with the server's answer.

import { exchange, isPassing } from "./article-exchange.js";

const PAUSE = 1700; // after article-guard's 300 ms
const RETRY = 5000; // doubled at each failure in a row, up to a minute
const FINAL = new Set([409, "gone"]); // somebody else has saved the article, or taken it away
const nameless = () => ({ kind: 422, errors: [{ field: "id_headline", message: gettext("needed before all else.") }] });
const watch = (form) => {
  let typed = null; // what is not saved yet
  let request = null;
  let [failures, isSent, isOver] = [0, false, false];
  let timer;

  const saveIn = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  const take = (answer, sent) => {
    failures = 0;
    form.elements.opened_version.value = answer.version;
    form.action = answer.action;
    history.replaceState(null, "", answer.action);
    form.dispatchEvent(new CustomEvent("article:saved", { detail: { ...answer, typed: sent } }));
  };
  const halt = (answer, sent) => {
    failures = isPassing(answer.kind) ? failures + 1 : 0;
    isOver = FINAL.has(answer.kind);
    trouble(answer);
    if (failures) saveIn(Math.min(RETRY * 2 ** (failures - 1), 60_000));
    else if (typed !== sent) saveIn(PAUSE);
  };
  const trouble = (answer) => form.dispatchEvent(new CustomEvent("article:troubled", { detail: answer }));
  const save = () => {
    if (request || typed === null || isSent || isOver) return;
    if (!form.elements.headline.value.trim()) return trouble(nameless());
    const sent = typed;
    request = exchange(form).then((answer) => {
      request = null;
      return answer.kind === "saved" ? take(answer, sent) : halt(answer, sent);
    });
  };

  form.addEventListener("article:edited", (event) => {
    typed = event.detail;
    saveIn(PAUSE);
  });
  for (const sign of ["online", "focus"]) window.addEventListener(sign, () => failures && saveIn(0));
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) return event.preventDefault(), trouble({ kind: "offline" });
    if (isSent || request) event.preventDefault(); // a second click or a save under way would meet its own version
    if (request && !isSent) request.then(() => form.requestSubmit(event.submitter));
    isSent ||= !request;
  });
  window.addEventListener("pageshow", () => (isSent = false));
};

const form = document.querySelector("form#revision_form");
if (form?.elements.headline) watch(form);
