// Leads a link to a field of the form to where one types in it, also when a widget stands in the field's place.

const placeOf = (field) => {
  const widget = field.closest(".prose-editor")?.querySelector(".ProseMirror[contenteditable]") ?? field.parentElement.querySelector(`#${field.id} + .select2 .select2-selection`);
  return widget ?? field;
};

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#id_"], a[href$="-group"][href^="#"]');
  const field = link && document.querySelector(link.hash);
  if (!field) return;

  event.preventDefault();
  const place = field.matches(".inline-group") ? (field.querySelector("tbody :is(input, select):not([type=hidden]), .add-row a") ?? field) : placeOf(field);
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
});
