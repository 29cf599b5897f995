// On the page that comes after a form was sent: forgets what the browser had kept of it, once the server has it.

const sent = JSON.parse(sessionStorage.getItem("sent-typing"));
const form = document.querySelector("form#revision_form");
const isChoosing = document.querySelector("form.conflict");

// The form itself comes back with the version it was sent with when nothing was stored: after a new login.
const isBack = () =>
  new URL(form.action).pathname === sent.path &&
  !form.querySelector(".errornote") &&
  Number(form.elements.opened_version?.value) <= Number(sent.version);

if (sent && !isChoosing) {
  const isAnswer = document.referrer && new URL(document.referrer).pathname === sent.page;
  if (isAnswer && !(form && isBack())) localStorage.removeItem(sent.key);
  sessionStorage.removeItem("sent-typing");
}
