// Text with entities as elements. The text goes in as text nodes only, so that nothing in it can become markup.

import { make } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

// `follow(url)` is called for links to the bot, `command(text)` for commands.
export function richText(text, entities, { isBotLink, follow, command }) {
  const root = document.createDocumentFragment();
  const open = [{ node: root, end: text.length }];
  let position = 0;
  const writeTo = (stop) => {
    while (open.length > 1 && open.at(-1).end <= stop) {
      open.at(-1).node.append(text.slice(position, open.at(-1).end));
      position = open.pop().end;
    }
    open.at(-1).node.append(text.slice(position, stop));
    position = stop;
  };
  for (const entity of entities) {
    writeTo(entity.offset);
    const end = Math.min(entity.offset + entity.length, open.at(-1).end);
    const node = element(entity, text.slice(entity.offset, end), { isBotLink, follow, command });
    open.at(-1).node.append(node);
    open.push({ node, end });
  }
  writeTo(text.length);
  return root;
}

function element(entity, content, handlers) {
  if (entity.type === "url" || entity.type === "text_link") {
    const given = entity.url ?? content;
    return link(given.includes("://") ? given : `https://${given}`, handlers);
  }
  if (entity.type === "bot_command") {
    return make("button", { type: "button", class: "command", onclick: () => handlers.command(content) });
  }
  if (entity.type === "spoiler") {
    return make("span", {
      class: "spoiler", role: "button", tabindex: "0",
      onclick: (event) => event.currentTarget.classList.add("shown"),
      onkeydown: (event) => event.key === "Enter" && event.currentTarget.classList.add("shown"),
    });
  }
  return make(TAGS[entity.type] ?? "span");
}

function link(url, { isBotLink, follow }) {
  const safe = /^https?:\/\//i.test(url) ? url : "#";
  if (!isBotLink(safe)) return make("a", { href: safe, target: "_blank", rel: "noopener noreferrer" });
  return make("a", {
    href: safe,
    "data-testid": "bot-link",
    onclick: (event) => {
      event.preventDefault();
      follow(safe);
    },
  });
}
