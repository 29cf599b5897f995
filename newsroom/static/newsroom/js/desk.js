// Names, for screen readers, the parts that the admin's widgets build for themselves.

const FIELDS = "select.admin-autocomplete, textarea[data-django-prose-editor-configurable]";
const PARTS = "[role=combobox], [role=textbox], [role=searchbox], .select2-search__field";

const nameOf = (field) =>
  field.getAttribute("aria-label") ??
  document.querySelector(`label[for="${field.id}"]`)?.textContent.trim().replace(/:$/, "");

const namePart = (part, name) => {
  part.removeAttribute("aria-labelledby");
  part.setAttribute("aria-label", name);
};

const nameParts = () => {
  for (const field of document.querySelectorAll(FIELDS)) {
    const name = nameOf(field);
    if (!name) continue;
    for (const part of field.parentElement.querySelectorAll(PARTS)) {
      if (part.getAttribute("aria-label") !== name) namePart(part, name);
    }
  }
  for (const piece of document.querySelectorAll(".select2-selection :is(ul, li):not([role])")) {
    piece.setAttribute("role", "presentation");
  }
  for (const header of document.querySelectorAll("th.original")) header.replaceWith(document.createElement("td"));
};

new MutationObserver(nameParts).observe(document.body, { childList: true, subtree: true });
nameParts();
