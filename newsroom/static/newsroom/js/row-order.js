// The order of an inline's rows: as the page shows it, and as the numbers say that are sent.

const FIELDS = "[name]:not(.order, [type=hidden])";

export const rowsOf = (group) => [...group.querySelectorAll("tr.form-row:not(.empty-form)")];

const valuesOf = (row) => [...row.querySelectorAll(FIELDS)].map((field) => field.value).join("\n");
const withErrors = (row) => {
  const before = row.previousElementSibling;
  return before?.matches(".row-form-errors") ? [before, row] : [row];
};

const textOf = (row, place) => {
  const filled = [...row.querySelectorAll(FIELDS)].find((field) => field.value);
  return (filled?.selectedOptions?.[0]?.text ?? filled?.value) || interpolate(gettext("row %s"), [place]);
};

// Numbers the rows by where they stand, a blank one not at all, and names their buttons.
export const number = (group) => {
  const rows = rowsOf(group);
  const blank = valuesOf(group.querySelector(".empty-form"));
  let last = 0;
  for (const [index, row] of rows.entries()) {
    row.querySelector("input.order").value = valuesOf(row) === blank ? "" : (last += 1);
    for (const button of row.querySelectorAll(".order-move")) {
      const isUp = button.dataset.step === "-1";
      const words = isUp ? gettext("Move up: %s") : gettext("Move down: %s");
      button.setAttribute("aria-label", interpolate(words, [textOf(row, index + 1)]));
      button.setAttribute("aria-disabled", String(index === (isUp ? 0 : rows.length - 1)));
    }
  }
};

// Puts the rows where their numbers say: a refused form comes back in the order in which its rows were made.
export const sort = (group) => {
  const placeOf = (row) => Number(row.querySelector("input.order").value) || Infinity;
  const sorted = rowsOf(group).sort((one, other) => placeOf(one) - placeOf(other) || 0);
  for (const row of sorted) group.querySelector(".empty-form").before(...withErrors(row));
};

// Moves a row by a step of -1 or 1; its neighbour goes round it, so that what is focused or dragged stays in the page.
export const move = (group, row, step) => {
  const neighbour = rowsOf(group)[rowsOf(group).indexOf(row) + step];
  if (!neighbour) return false;
  if (step < 0) row.after(...withErrors(neighbour));
  else withErrors(row)[0].before(...withErrors(neighbour));
  return true;
};
