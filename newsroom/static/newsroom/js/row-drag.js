// Dragging a row of an inline by its handle, with mouse, pen or finger.

import { move, rowsOf } from "./row-order.js";

const middleOf = (row) => row && row.getBoundingClientRect().top + row.offsetHeight / 2;

const stepTowards = (y, group, row) => {
  const rows = rowsOf(group);
  const place = rows.indexOf(row);
  if (y < middleOf(rows[place - 1])) return -1;
  return y > middleOf(rows[place + 1]) ? 1 : 0;
};

// Lets the row follow a pointer that is down on its handle; calls `settle` when it was let go somewhere else.
export const drag = (group, handle, pointer, settle) => {
  const row = handle.closest("tr");
  const start = rowsOf(group).indexOf(row);
  const follow = ({ clientY }) => {
    for (let step = 1; step; ) {
      step = stepTowards(clientY, group, row);
      if (step && move(group, row, step)) row.scrollIntoView({ block: "nearest" });
    }
  };
  const stop = () => {
    handle.removeEventListener("pointermove", follow);
    row.classList.remove("is-dragged");
    if (rowsOf(group).indexOf(row) !== start) settle(group, row);
  };
  row.classList.add("is-dragged");
  handle.setPointerCapture(pointer);
  handle.addEventListener("pointermove", follow);
  handle.addEventListener("lostpointercapture", stop, { once: true });
};
