// What chat apps make of **bold**, __italic__, ~~struck~~, ||hidden|| and `code` when a text is sent.

const MARKS = [["\\*\\*", "b"], ["__", "i"], ["~~", "s"], ["\\|\\|", "tg-spoiler"]];
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

// The text as HTML, in which everything else is escaped. In code nothing means anything.
export function typedMarkup(text) {
  return text.split(/`([^`\n]+)`/).map((part, place) => {
    const escaped = part.replace(/[&<>]/g, (sign) => ESCAPES[sign]);
    return place % 2 ? `<code>${escaped}</code>` : marked(escaped);
  }).join("");
}

function marked(html) {
  return MARKS.reduce((done, [sign, tag]) =>
    done.replace(new RegExp(`${sign}(?=\\S)(.+?)${sign}`, "g"), `<${tag}>$1</${tag}>`), html);
}

// Whether there is any such formatting in it.
export function isFormatted(text) {
  return /<[a-z]/.test(typedMarkup(text));
}
