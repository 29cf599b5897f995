// Makes the rows of inlines movable: by buttons, by arrow keys on them, and by dragging a handle.
// Sends `article:moved`.

import { move, number, rowsOf, sort } from "./row-order.js";

const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
status.setAttribute("role", "status");

const settle = (group, row) => {
  number(group);
  const rows = rowsOf(group);
  status.textContent = interpolate(gettext("Moved to place %s of %s"), [rows.indexOf(row) + 1, rows.length]);
  group.dispatchEvent(new CustomEvent("article:moved", { bubbles: true }));
};

const controls = () => {
  const handle = Object.assign(document.createElement("span"), { className: "order-handle", textContent: "⠿" });
  handle.setAttribute("aria-hidden", "true"); // the buttons do the same for whoever cannot drag
  const buttons = [["-1", "↑"], ["1", "↓"]].map(([step, textContent]) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "order-move", textContent });
    button.dataset.step = step;
    return button;
  });
  return [handle, ...buttons];
};

const drag = (group, handle, pointer) => {
  const row = handle.closest("tr");
  const follow = ({ clientY }) => {
    const middleOf = (other) => other && other.getBoundingClientRect().top + other.offsetHeight / 2;
    const rows = rowsOf(group);
    const place = rows.indexOf(row);
    const step = clientY < middleOf(rows[place - 1]) ? -1 : Number(clientY > middleOf(rows[place + 1]));
    if (step && move(group, row, step)) row.scrollIntoView({ block: "nearest" });
  };
  handle.setPointerCapture(pointer);
  handle.addEventListener("pointermove", follow);
  handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", follow), { once: true });
  handle.addEventListener("pointerup", () => settle(group, row), { once: true });
};

const step = (event, group) => {
  const button = event.target.closest(".order-move");
  const way = event.type === "click" ? Number(button?.dataset.step) : { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!button || !way) return;
  event.preventDefault();
  const row = button.closest("tr");
  if (move(group, row, way)) settle(group, row);
};

const watch = (group) => {
  for (const input of group.querySelectorAll("input.order")) {
    input.hidden = true;
    input.before(...controls());
  }
  ...
};
