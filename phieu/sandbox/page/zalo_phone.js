// A person's chat with the bot in Zalo, and what they can do in it.

import { zaloAct, zaloConversation } from "./api.js";
import { make } from "./dom.js";
import { Glass } from "./glass.js";
import { translate } from "./texts.js";
import { ZaloComposer } from "./zalo_composer.js";
import { ZaloMessage } from "./zalo_message.js";

// Messages are dated in milliseconds there, and in seconds here.
function dated(view) {
  return { ...view, date: view.date / 1000 };
}

export class ZaloPhone extends Glass {
  constructor(person, bot, enlarge) {
    super(person, enlarge);
    this.composer = new ZaloComposer(this);
    this.element = make("section", {
      class: "glass zalo", "data-testid": "zalo", "data-person-id": person.id, "data-label": "zaloOf", "data-name": person.name,
    },
    make("header", { class: "chat" },
      make("img", { src: "/page/icon.svg", alt: "", width: 40, height: 40 }),
      make("span", { class: "who" }, make("b", {}, bot.name), this.status),
      make("span", { class: "app" }, "Zalo")),
    this.log, this.newest, this.toast, this.composer.element);
    translate(this.element);
  }

  async read() {
    const { messages } = await zaloConversation(this.person.id);
    return messages.map(dated);
  }

  changed(change) {
    super.changed(change.kind === "message" ? { ...change, message: dated(change.message) } : change);
  }

  draw(view) {
    return new ZaloMessage(view, this);
  }

  take() {} // nothing else changes in Zalo: nothing is edited, deleted, or answered in a box

  drawState() {
    this.composer.draw();
  }

  async do(action, body) {
    return await this.attempt(() => zaloAct(this.person.id, action, body));
  }
}
