// One message in a conversation. Drawn again in place when the bot edits it: what has not changed stays.

import { make } from "./dom.js";
import { richText } from "./rich_text.js";
import { fileSize, say, timeOfDay } from "./texts.js";

export class Message {
  // `phone` knows how to tap, follow links, send commands and enlarge pictures.
  constructor(view, phone) {
    this.phone = phone;
    this.element = make("article", {
      class: `message ${view.from_bot ? "from-bot" : "from-person"}`,
      "data-testid": "message", "data-message-id": view.id, "data-side": view.from_bot ? "bot" : "person",
    });
    this.draw(view);
  }

  draw(view) {
    const focused = this.choices().indexOf(document.activeElement);
    const bubble = make("div", { class: "bubble" });
    if (view.photo) bubble.append(this.picture(view));
    if (view.document) bubble.append(this.document(view.document));
    if (view.text) {
      bubble.append(make("div", { class: "text", "data-testid": "text" }, richText(view.text, view.entities, this.phone)));
    }
    bubble.append(make("div", { class: "meta" },
      view.edited ? make("span", { "data-testid": "edited" }, say("edited")) : null,
      make("time", {}, timeOfDay(view.date))));
    this.view = view;
    this.element.replaceChildren(bubble, ...this.keyboard(view));
    if (focused >= 0) this.choices().at(Math.min(focused, this.choices().length - 1))?.focus();
  }

  choices() {
    return [...this.element.querySelectorAll(".choice")];
  }

  keyboard(view) {
    if (!view.buttons.length) return [];
    const rows = view.buttons.map((row) =>
      make("div", { class: "row" }, ...row.map((button) => make("button", {
        type: "button", class: "choice", "data-testid": "choice", "data-action": button.data,
        onclick: (event) => this.choose(event.currentTarget, button),
      }, button.text, button.url ? make("span", { class: "outward", "aria-hidden": "true" }, "↗") : null))));
    return [make("div", { class: "keyboard" }, ...rows)];
  }

  choose(element, button) {
    if (button.url && this.phone.isBotLink(button.url)) this.phone.follow(button.url);
    else if (button.url) window.open(button.url, "_blank", "noopener");
    else this.phone.tap(this.view.id, button.data, element);
  }

  picture(view) {
    const { url, width, height } = view.photo;
    const kept = this.element.querySelector(".picture");
    if (kept && this.view.photo?.url === url) return kept;
    return make("button", {
      type: "button", class: "picture", "data-testid": "picture", "aria-label": say("enlarge"),
      onclick: () => this.phone.enlarge(url, view.text),
    }, make("img", { src: url, width, height, alt: view.text || say("picture") }));
  }

  document({ url, name, size }) {
    return make("a", {
      class: "document", href: url, download: name, "data-testid": "document",
      "aria-label": say("save", { name }),
    },
    make("span", { class: "sheet", "aria-hidden": "true" }, name.includes(".") ? name.split(".").at(-1).slice(0, 4) : "…"),
    make("span", { class: "file" }, make("b", {}, name), make("small", {}, fileSize(size))));
  }
}
