// Saves the working copy two seconds after typing stops, one request at a time, and tries again after trouble.
// Hears `article:edited`; sends `article:saved` or `article:troubled` with the server's answer.

import { exchange, isPassing } from "./article-exchange.js";

const PAUSE = 1700; // after article-guard's 300 ms
const RETRY = 5000; // doubled at each failure in a row, up to a minute
const FINAL = new Set([409, "gone"]); // somebody else has saved the article, or taken it away
const watch = (form) => {
  let typed = null; // what is not saved yet
  let partlySaved = null; // what is saved but for what the server has named; sending it again would change nothing
  let [request, timer, failures, isSent, isOver] = [null, null, 0, false, false];

  const saveIn = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  const trouble = (answer) => form.dispatchEvent(new CustomEvent("article:troubled", { detail: answer }));
  const take = (answer, sent) => {
    failures = 0;
    if (answer.unfinished.length) partlySaved = sent;
    form.elements.opened_version.value = answer.version;
    form.action = answer.action;
    history.replaceState(null, "", answer.action);
    form.dispatchEvent(new CustomEvent("article:saved", { detail: { ...answer, typed: partlySaved ? null : sent } }));
  };
  const halt = (answer, sent) => {
    failures = isPassing(answer.kind) ? failures + 1 : 0;
    isOver = FINAL.has(answer.kind);
    trouble(answer);
    if (failures) saveIn(Math.min(RETRY * 2 ** (failures - 1), 60_000));
    else if (typed !== sent) saveIn(PAUSE);
  };
  const save = () => {
    if (request || [null, partlySaved].includes(typed) || isSent || isOver) return;
    const sent = typed;
    partlySaved = null;
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
    setTimeout(() => window.dispatchEvent(new Event("pageshow")), 10_000); // no other page has come: “Stop” was pressed
  });
  window.addEventListener("pageshow", () => ((isSent = false), saveIn(0)));
};

const form = document.querySelector("form#revision_form");
if (form?.elements.headline) watch(form);
