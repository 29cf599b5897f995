// Leads a link to a field of the form to where one types in it, also when a widget stands in the field's place.

const FIRST = "tbody .form-row:not(.empty-form) :is(input, select):not([type=hidden], [hidden]), .add-row a";

const placeOf = (field) => {
  if (field.matches(".inline-group")) return field.querySelector(FIRST) ?? field;
  const editor = field.closest(".prose-editor")?.querySelector(".ProseMirror[contenteditable]");
  const select = field.matches("select") && field.parentElement.querySelector(".select2-selection");
  return editor ?? (select || field);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#id_"], a[href$="-group"][href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;

  event.preventDefault();
  const place = placeOf(field);
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
});
