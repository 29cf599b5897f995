// Reads HTML of any origin as a flat line of blocks { tag, list, level, runs }: `tag` is p, h2, h3 or li, and runs are
// { text, href } or BREAK. Whatever is neither paragraph, heading, list nor link is left behind.

import { addressOf } from "./paste-links.js";
import { BREAK } from "./paste-runs.js";

const DROPPED = `head, script, style, template, noscript, xml, o\\:p, del, nav, button, input, select, textarea, iframe,
  object, embed, video, audio, canvas, svg, math, img, figcaption, [hidden], [aria-hidden=true], [data-style*="display:none"],
  [data-style*="display: none"], [data-style*="mso-hide:all"], [data-style*="comment-list"], .MsoCommentReference`;
const BLOCKS = new Set(
  `address article aside blockquote caption center dd details div dl dt figure footer form header hr main ol p pre section
  summary table tbody td tfoot th thead tr ul`.split(/\s+/),
);
const blockOf = (element, { block, depth }) => {
  const name = element.localName;
  const heading = name.match(/^h([1-6])$/)?.[1] ?? (element.getAttribute("role") === "heading" && "2");
  if (name === "li") {
    const list = element.dataset.list ?? (element.closest("ol, ul")?.localName || "ul");
    return { tag: "li", list, level: Number(element.getAttribute("aria-level")) || depth || 1 };
  }
  if (block.tag !== "p") return block; // a paragraph in an item or a heading makes no block of its own
  if (heading) return { tag: heading < 3 ? "h2" : "h3" };
  return BLOCKS.has(name) ? { tag: "p" } : block;
};

const enter = (element, context, blocks) => {
  const block = blockOf(element, context);
  const depth = context.depth + Number(/^[ou]l$/.test(element.localName));
  const href = element.localName === "a" ? addressOf(element.getAttribute("href") ?? "") : context.href;
  const part = (around) => {
    if (block !== context.block) blocks.push({ ...around, runs: [] });
    else if (BLOCKS.has(element.localName)) blocks.at(-1).runs.push({ text: " " });
  };
  part(block);
  walk(element, { block, depth, href }, blocks);
  part(context.block);
};

const walk = (element, context, blocks) => {
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) blocks.at(-1).runs.push({ text: child.data, href: context.href });
    else if (child.localName === "br") blocks.at(-1).runs.push(BREAK);
    else if (child.nodeType === Node.ELEMENT_NODE) enter(child, context, blocks);
  }
};

export const read = (body) => {
  for (const each of body.querySelectorAll(DROPPED)) each.remove();
  const block = { tag: "p" };
  const blocks = [{ ...block, runs: [] }];
  walk(body, { block, depth: 0 }, blocks);
  return blocks;
};
