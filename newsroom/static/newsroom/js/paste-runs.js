// The runs of pasted text, tidied: { text, href } or BREAK.

export const BREAK = Symbol("line break");

const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;

// Runs without needless spaces; neighbours with the same link become one.
const tidy = (runs) => {
  const tidied = [];
  for (const run of runs) {
    let text = run.text.replace(INVISIBLE, "").replace(/\s+/g, " ");
    const last = tidied.at(-1);
    if (!last || last.text.endsWith(" ")) text = text.trimStart();
    if (last && last.href === run.href) last.text += text;
    else if (text) tidied.push({ text, href: run.href });
  }
  while (tidied.length && !(tidied.at(-1).text = tidied.at(-1).text.trimEnd())) tidied.pop();
  return tidied;
};

const linesOf = (runs) => {
  const lines = [[]];
  for (const run of runs) run === BREAK ? lines.push([]) : lines.at(-1).push(run);
  return lines.map(tidy);
};

// The paragraphs of a block, each as lines of runs: an empty line parts them, and only a paragraph has several lines.
export const paragraphsOf = ({ tag, runs }) => {
  if (tag !== "p") return [[tidy(runs.map((run) => (run === BREAK ? { text: " " } : run)))]];
  const paragraphs = [[]];
  for (const line of linesOf(runs)) line.length ? paragraphs.at(-1).push(line) : paragraphs.push([]);
  return paragraphs;
};
