// Says under headline and dek how long they are, and shows where search results and cards cut a headline.
// A screen reader hears it on entering the field, not at each key.

const SEARCH_WIDTH = 600; // pixels of a search result's title, set in Arial of 20 pixels: about 60 characters
const CARD_LENGTH = 70; // characters of a title on a card in social networks
const DEK_LENGTH = 300;

const canvas = document.createElement("canvas").getContext("2d");
canvas.font = "20px Arial, Helvetica, sans-serif";

const fits = (text) => canvas.measureText(text).width <= SEARCH_WIDTH;
const cut = (text, isFitting) => {
  if (isFitting(text)) return text;
  const words = text.split(" ");
  while (words.length > 1 && !isFitting(`${words.join(" ")} …`)) words.pop();
  return `${words.join(" ")} …`;
};
const inSearch = (text) => cut(text, fits);
const onCards = (text) => cut(text, (each) => each.length <= CARD_LENGTH);

const headlineLines = (text) => [
  interpolate(ngettext("%s character", "%s characters", text.length), [text.length]),
  interpolate(gettext("In search results: %s"), [inSearch(text)]),
  interpolate(gettext("On cards elsewhere: %s"), [onCards(text)]),
];
const dekLines = (text) => [
  interpolate(gettext("%s of about %s characters"), [text.length, DEK_LENGTH]),
  ...(text.length > DEK_LENGTH ? [interpolate(gettext("%s too many"), [text.length - DEK_LENGTH])] : []),
];

const watch = (field, linesOf) => {
  const length = Object.assign(document.createElement("ul"), { className: "text-length", id: `${field.id}_length` });
  const show = () => {
    const text = field.value.trim().replace(/\s+/g, " ");
    const lines = text ? linesOf(text) : [];
    length.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  };
  field.closest(".form-row").append(length);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${length.id}`.trim());
  field.addEventListener("input", show);
  document.addEventListener("article:filled", show);
  show();
};

const form = document.querySelector("form#revision_form");
if (form?.elements.headline) {
  watch(form.elements.headline, headlineLines);
  watch(form.elements.dek, dekLines);
}
