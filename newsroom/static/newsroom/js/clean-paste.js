// Lets only clean text into the rich editor when something is pasted or dropped from elsewhere: paragraphs, headings,
// lists and links. What was copied from the editor itself keeps its pictures and marks.

import { read } from "./paste-reader.js";
import { fromWord } from "./paste-word.js";
import { write } from "./paste-writer.js";

// The content policy complains of styles and handlers even where they have no effect. What styles say is worth knowing.
const withoutEffects = (html) =>
  html
    .replace(/<style[\s>].*?<\/style>/gis, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)=/gi, " data-$1="));

const clean = (html) => {
  if (html.includes("data-pm-slice")) return html;
  const { body } = new DOMParser().parseFromString(withoutEffects(html), "text/html");
  fromWord(body);
  return write(read(body));
};

const watch = (editor) => editor.view.setProps({ transformPastedHTML: clean });

document.addEventListener("prose-editor:ready", (event) => watch(event.detail.editor));
for (const { editor } of document.querySelectorAll(".ProseMirror[contenteditable]")) if (editor) watch(editor);
