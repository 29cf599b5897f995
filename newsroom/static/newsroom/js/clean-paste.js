// Lets only clean text into the rich editor when something is pasted or dropped from elsewhere: paragraphs, headings,
// lists and links. What was copied from the editor itself keeps its pictures and marks.

import { read } from "./paste-reader.js";
import { fromWord } from "./paste-word.js";
import { write } from "./paste-writer.js";

const clean = (html) => {
  if (html.includes("data-pm-slice")) return html;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  fromWord(body);
  return write(read(body));
};

const watch = (editor) => editor.view.setProps({ transformPastedHTML: clean });

document.addEventListener("prose-editor:ready", (event) => watch(event.detail.editor));
for (const { editor } of document.querySelectorAll(".ProseMirror")) if (editor) watch(editor);
