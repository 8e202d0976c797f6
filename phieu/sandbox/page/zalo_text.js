// A text of Zalo's with its styles as elements. The text goes in as text nodes only; addresses in it become links.

import { make } from "./dom.js";

const TAGS = { b: "strong", i: "em", u: "u", s: "s" };
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}]/g;

// `styles` is [{start, len, st: [codes]}], in the units of JavaScript's own strings; styles may overlap.
export function zaloText(text, styles) {
  const root = document.createDocumentFragment();
  const edges = new Set([0, text.length]);
  for (const { start, len } of styles) edges.add(start).add(start + len);
  const links = [...text.matchAll(ADDRESS)].map((found) => ({ start: found.index, end: found.index + found[0].length, url: found[0] }));
  for (const { start, end } of links) edges.add(start).add(end);
  const sorted = [...edges].sort((one, other) => one - other);
  let link = null;
  for (let place = 0; place + 1 < sorted.length; place += 1) {
    const [start, end] = [sorted[place], sorted[place + 1]];
    const codes = styles.filter((style) => style.start <= start && end <= style.start + style.len).flatMap((style) => style.st);
    const piece = dressed(text.slice(start, end), new Set(codes));
    const within = links.find((one) => one.start <= start && end <= one.end);
    if (!within) root.append(piece);
    else {
      if (link?.href !== within.url) root.append(link = anchor(within.url));
      link.append(piece);
    }
    if (within?.end === end) link = null;
  }
  return root;
}

function anchor(url) {
  const element = make("a", { target: "_blank", rel: "noopener noreferrer" });
  element.setAttribute("href", url);
  return element;
}

function dressed(text, codes) {
  let node = document.createTextNode(text);
  for (const code of codes) {
    const element = make(TAGS[code] ?? "span", TAGS[code] ? {} : { class: `z-${code}` });
    element.append(node);
    node = element;
  }
  return node;
}
