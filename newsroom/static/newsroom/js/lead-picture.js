// Shows the chosen lead picture under its field; whoever may move its focal point does so here, and it is saved at once.

const field = document.querySelector("#id_lead_picture");
const token = document.querySelector("[name=csrfmiddlewaretoken]");
const place = Object.assign(document.createElement("div"), { className: "lead-picture" });
const PAUSE = 400; // milliseconds without another press of a key
let timer;

const address = () =>
  new URL(`../articles/picture/${field.value}/focal-point/`, new URL(field.dataset["ajax-Url"], location));

const caption = (text) => {
  place.querySelector("p").textContent = text;
};

const save = async ({ x, y }) => {
  const body = new URLSearchParams({ x, y, csrfmiddlewaretoken: token.value });
  const answer = await fetch(address(), { method: "POST", body }).catch(() => null);
  caption(answer?.ok && !answer.redirected ? place.dataset.credit : place.dataset.failed);
};

const draw = (shown) => {
  const picture = document.createElement("focal-point");
  picture.className = "focal";
  Object.assign(picture.dataset, { x: shown.x, y: shown.y, label: shown.label });
  picture.append(Object.assign(document.createElement("img"), { src: shown.thumbnail, alt: shown.alt }));
  picture.addEventListener("moved", ({ detail }) => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE, detail);
  });
  Object.assign(place.dataset, { credit: shown.credit, failed: shown.failed });
  place.replaceChildren(picture, Object.assign(document.createElement("p"), { className: "help" }));
  if (shown.may_change) picture.makeMovable();
  caption(shown.credit);
};

const show = async () => {
  place.replaceChildren();
  const chosen = field.value;
  const answer = chosen && (await fetch(address()).catch(() => null));
  const shown = answer?.ok && !answer.redirected && (await answer.json());
  if (shown && field.value === chosen) draw(shown);
};

if (field?.dataset["ajax-Url"]) {
  field.closest(".form-row").append(place);
  django.jQuery(field).on("change", show);
  show();
}
