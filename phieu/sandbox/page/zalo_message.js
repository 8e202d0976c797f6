// One message of a chat in Zalo. There is nothing to press in it.

import { make } from "./dom.js";
import { say, timeOfDay } from "./texts.js";
import { zaloText } from "./zalo_text.js";

const SAID_OF = { voice: "voiceMessage", unsupported: "unsupportedMessage", other: "unsupportedMessage" };

export class ZaloMessage {
  constructor(view, phone) {
    this.phone = phone;
    this.element = make("article", {
      class: `message ${view.from_bot ? "from-bot" : "from-person"}`,
      "data-testid": "message", "data-message-id": view.id, "data-side": view.from_bot ? "bot" : "person",
    });
    this.draw(view);
  }

  draw(view) {
    const bubble = make("div", { class: "bubble" });
    if (view.picture) bubble.append(this.picture(view));
    if (view.sticker) bubble.append(make("div", { class: "sticker", role: "img", "aria-label": say("sticker") }, "👍"));
    if (view.kind in SAID_OF) bubble.append(make("em", { class: "kind" }, say(SAID_OF[view.kind])));
    if (view.text) {
      bubble.append(make("div", { class: "text", "data-testid": "text" }, zaloText(view.text, view.styles)));
    }
    bubble.append(make("div", { class: "meta" }, make("time", {}, timeOfDay(view.date))));
    this.element.replaceChildren(bubble);
  }

  picture({ picture, text }) {
    return make("button", {
      type: "button", class: "picture", "data-testid": "picture", "aria-label": say("enlarge"),
      onclick: () => this.phone.enlarge(picture, text),
    }, make("img", { src: picture, alt: text || say("picture") }));
  }
}
