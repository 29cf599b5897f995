// What is typed in a form: its filled fields in their order, and how to put them back.

const NOT_TYPED =
  /^(csrfmiddlewaretoken|opened_(version|key)|accept_warnings|_.*|.*_FORMS|.*-__prefix__-.*|.*-\d+-(id|revision))$/;

// As JSON, so that two states can be compared and kept.
export const typedIn = (form) =>
  JSON.stringify([...new FormData(form)].filter(([name, value]) => value !== "" && !NOT_TYPED.test(name)));

// The names of what is chosen in fields whose options come from the server: { field: { value: name } }.
export const labelsIn = (form) =>
  Object.fromEntries(
    [...form.querySelectorAll("select.admin-autocomplete")].map((select) => [
      select.name,
      Object.fromEntries([...select.selectedOptions].map((option) => [option.value, option.text])),
    ]),
  );

const setRows = (group, names) => {
  const prefix = group.id.replace(/-group$/, "");
  const places = names.map((name) => Number(name.match(new RegExp(`^${prefix}-(\\d+)-`))?.[1] ?? -1));
  const rows = () => group.querySelectorAll(`.dynamic-${prefix}`);
  for (const row of [...rows()].slice(Math.max(...places, -1) + 1)) row.querySelector(".inline-deletelink")?.click();
  while (rows().length <= Math.max(...places)) group.querySelector(".add-row a").click();
};

const setOptions = (select, values, labels) => {
  for (const value of values) {
    const isThere = [...select.options].some((option) => option.value === value);
    if (!isThere && labels[value]) select.add(new Option(labels[value], value));
  }
  for (const option of select.options) option.selected = values.includes(option.value);
  window.django.jQuery(select).trigger("change");
};

const setField = (field, values, labels) => {
  const editor = field.closest(".prose-editor")?.querySelector(".ProseMirror[contenteditable]")?.editor;
  if (field.matches("[type=checkbox], [type=radio]")) field.checked = values.includes(field.value);
  else if (field.matches("select")) setOptions(field, values, labels);
  else field.value = values[0] ?? "";
  editor?.commands.setContent(field.value, { emitUpdate: true });
};

// Puts back what `typedIn` and `labelsIn` gave, rows of inlines included.
export const fill = (form, typed, labels) => {
  const values = new Map();
  for (const [name, value] of JSON.parse(typed)) values.set(name, [...(values.get(name) ?? []), value]);
  for (const group of form.querySelectorAll(".js-inline-admin-formset")) setRows(group, [...values.keys()]);
  for (const field of form.elements) {
    if (!field.name || field.disabled || NOT_TYPED.test(field.name)) continue;
    setField(field, values.get(field.name) ?? [], labels[field.name] ?? {});
  }
};
