// Turns what Word writes into what others write: its lists, and some of its headings, are paragraphs with a style,
// which clean-paste.js has moved to `data-style`.

const LIST = /mso-list:\s*l\d+\s+level(\d)/;
const OUTLINE = /mso-outline-level:\s*(\d)/;
const MARKER = '[data-style*="mso-list:Ignore"], [data-style*="mso-list: Ignore"]';
const NUMBERED = /^\(?[\da-z]{1,6}[.)]/i;

const rename = (paragraph, name) => {
  const renamed = paragraph.ownerDocument.createElement(name);
  renamed.append(...paragraph.childNodes);
  paragraph.replaceWith(renamed);
  return renamed;
};

const headingLevel = (paragraph, style) => {
  if (paragraph.classList.contains("MsoTitle")) return "1";
  return paragraph.className.match(/^MsoHeading(\d)/)?.[1] ?? style.match(OUTLINE)?.[1];
};

const toItem = (paragraph, level) => {
  const marker = paragraph.querySelector(MARKER)?.textContent.trim() ?? "";
  const item = rename(paragraph, "li");
  item.setAttribute("aria-level", level);
  item.dataset.list = NUMBERED.test(marker) ? "ol" : "ul";
};

// Changes a parsed document in place; the items of lists are left without a list around them, but with their level.
export const fromWord = (body) => {
  for (const paragraph of body.querySelectorAll("p")) {
    const style = paragraph.dataset.style ?? "";
    const heading = headingLevel(paragraph, style);
    const level = style.match(LIST)?.[1];
    if (heading) rename(paragraph, `h${Math.min(heading, 6)}`);
    else if (level) toItem(paragraph, level);
  }
  for (const marker of body.querySelectorAll(MARKER)) marker.remove();
};
