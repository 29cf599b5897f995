// Bulk upload: lists the files that are chosen or dropped, and sends them once “Upload” is pressed.

import { UploadQueue } from "./picture-upload-queue.js";

const form = document.querySelector("form.heap");
const halt = document.querySelector(".heap__halt");
const queue = new UploadQueue({
  form,
  halt,
  rows: document.querySelector(".heap__rows"),
  counts: document.querySelector(".heap__counts"),
  texts: document.querySelector("template[data-row]").dataset,
});

// Whoever has logged in again has a new token.
const goOn = async () => {
  const answer = await fetch(location.pathname).catch(() => null);
  if (!answer?.ok) return queue.stop("offline");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("form.heap [name=csrfmiddlewaretoken]");
  if (!fresh) return queue.stop("loggedout");
  form.elements.csrfmiddlewaretoken.value = fresh.value;
  queue.start();
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  queue.start();
});
form.elements.files.addEventListener("change", ({ target }) => {
  queue.add(target.files);
  target.value = "";
});
form.addEventListener("dragover", (event) => event.preventDefault());
form.addEventListener("drop", (event) => {
  event.preventDefault();
  queue.add(event.dataTransfer.files);
});
queue.rows.addEventListener("again", () => queue.start());
halt.querySelector("button").addEventListener("click", goOn);
addEventListener("beforeunload", (event) => {
  if (queue.isUnfinished) event.preventDefault();
});
