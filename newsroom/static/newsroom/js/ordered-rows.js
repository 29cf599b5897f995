// Makes the rows of inlines movable: by buttons, by arrow keys on them, and by dragging a handle.
// Sends `article:moved`; hears `article:filled` of kept-notice.

import { drag } from "./row-drag.js";
import { move, number, rowsOf, sort } from "./row-order.js";

const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });

const settle = (group, row) => {
  number(group);
  const rows = rowsOf(group);
  status.textContent = interpolate(gettext("Moved to place %s of %s"), [rows.indexOf(row) + 1, rows.length]);
  group.dispatchEvent(new CustomEvent("article:moved", { bubbles: true }));
};

const step = (event, group, way) => {
  const button = event.target.closest(".order-move");
  const row = button?.closest("tr");
  if (!row || !way(button)) return;

  event.preventDefault();
  if (move(group, row, way(button))) settle(group, row);
};

const controls = () => {
  const handle = Object.assign(document.createElement("span"), { className: "order-handle", textContent: "⠿" });
  handle.setAttribute("aria-hidden", "true"); // the buttons do the same for whoever cannot drag
  const buttons = [["-1", "↑"], ["1", "↓"]].map(([way, textContent]) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "order-move", textContent });
    button.dataset.step = way;
    return button;
  });
  return [handle, ...buttons];
};

const watch = (group) => {
  for (const input of group.querySelectorAll("input.order")) {
    input.hidden = true;
    input.after(...controls());
  }
  const renumber = () => number(group);
  sort(group);
  renumber();
  group.addEventListener("click", (event) => step(event, group, (button) => Number(button?.dataset.step)));
  group.addEventListener("keydown", (event) => step(event, group, () => ({ ArrowUp: -1, ArrowDown: 1 })[event.key]));
  group.addEventListener("pointerdown", (event) => {
    if (event.target.matches(".order-handle")) drag(group, event.target, event.pointerId, settle);
  });
  window.django.jQuery(group).on("input change", renumber); // Select2 speaks by jQuery alone
  for (const sign of ["formset:added", "formset:removed"]) document.addEventListener(sign, renumber);
  document.addEventListener("article:filled", () => {
    sort(group);
    renumber();
  });
};

status.setAttribute("role", "status");
document.body.append(status);
for (const group of document.querySelectorAll(".inline-group:has(.empty-form input.order)")) watch(group);
