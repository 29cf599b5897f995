// Writes the blocks that paste-reader.js has read as clean HTML.

import { paragraphsOf } from "./paste-runs.js";

const fill = (element, lines) => {
  for (const [place, line] of lines.entries()) {
    if (place) element.append(document.createElement("br"));
    for (const { text, href } of line) {
      element.append(href ? Object.assign(document.createElement("a"), { href, textContent: text }) : text);
    }
  }
  return element;
};

// The list that an item belongs to, made where it is not open yet; deeper ones stand in the item before.
const listFor = ({ list, level }, open, root) => {
  const isAnother = (each) => each.level > level || (each.level === level && each.list.localName !== list);
  while (open.length && isAnother(open.at(-1))) open.pop();
  if (!open.length || open.at(-1).level < level) {
    const made = document.createElement(list);
    (open.at(-1)?.list.lastElementChild ?? root).append(made);
    open.push({ list: made, level });
  }
  return open.at(-1).list;
};

export const write = (blocks) => {
  const root = document.createElement("div");
  let open = [];
  for (const block of blocks) {
    for (const lines of paragraphsOf(block).filter((each) => each.flat().length)) {
      if (block.tag !== "li") open = [];
      const place = block.tag === "li" ? listFor(block, open, root) : root;
      place.append(fill(document.createElement(block.tag), lines));
    }
  }
  return root.innerHTML;
};
