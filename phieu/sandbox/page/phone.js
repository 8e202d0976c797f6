// A person's chat with the bot in Telegram, and what they can do in it.

import { act, conversation, sendFile } from "./api.js";
import { Composer } from "./composer.js";
import { make } from "./dom.js";
import { Glass } from "./glass.js";
import { Message } from "./message.js";
import { say, translate } from "./texts.js";

export class Phone extends Glass {
  constructor(person, bot, enlarge) {
    super(person, enlarge);
    this.bot = bot;
    this.tapped = new Map(); // callback id → the button that waits for its answer
    this.follow = (url) => this.do("link", { url });
    this.command = (text) => this.do("text", { text });
    this.isBotLink = (url) => {
      const parsed = URL.parse?.(url) ?? new URL(url);
      return ["t.me", "telegram.me"].includes(parsed.hostname) && parsed.pathname === `/${bot.username}`;
    };
    this.composer = new Composer(this);
    this.box = make("div", { class: "box", role: "alertdialog", "aria-modal": "true", "data-testid": "alert", hidden: true });
    this.blocking = make("button", {
      type: "button", class: "plain", "data-label": "block", "data-testid": "block",
      onclick: () => this.do("block", { blocked: true }),
    }, "⊘");
    this.element = make("section", {
      class: "glass", "data-testid": "phone", "data-person-id": person.id, "data-label": "phoneOf", "data-name": person.name,
    },
    make("header", { class: "chat" },
      make("img", { src: "/page/icon.svg", alt: "", width: 40, height: 40 }),
      make("span", { class: "who" }, make("b", {}, bot.name), this.status),
      make("span", { class: "app" }, "Telegram"),
      this.blocking),
    this.log, this.newest, this.toast, this.box, this.composer.element);
    translate(this.element);
  }

  async read() {
    const { person, messages, commands } = await conversation(this.person.id);
    this.person = person;
    this.composer.commands = commands;
    return messages;
  }

  draw(view) {
    return new Message(view, this);
  }

  take(change) {
    if (change.kind === "deleted") this.remove(change.message_id);
    else if (change.kind === "answered") this.answered(change.callback_id, change.answer);
    else if (change.kind === "person") this.person = change.person;
    else if (change.kind === "commands") this.composer.commands = change.commands;
  }

  drawState() {
    this.blocking.hidden = !this.person.started || this.person.blocked;
    this.composer.draw();
  }

  remove(id) {
    this.messages.get(id)?.element.remove();
    this.messages.delete(id);
  }

  async tap(messageId, data, button) {
    button.setAttribute("aria-busy", "true");
    const answer = await this.do("tap", { message_id: messageId, data });
    if (answer?.answer) this.answered(answer.callback_id, answer.answer);
    else if (answer && !this.early?.delete(answer.callback_id)) this.tapped.set(answer.callback_id, button);
    else button.removeAttribute("aria-busy");
  }

  // The answer to a tap may overtake the response to the request that made it.
  answered(id, answer) {
    if (this.tapped.has(id)) this.tapped.get(id).removeAttribute("aria-busy");
    else (this.early ??= new Set()).add(id);
    this.tapped.delete(id);
    if (answer.text && answer.show_alert) this.alert(answer.text);
    else if (answer.text) this.tell(answer.text);
  }

  alert(text) {
    const before = document.activeElement;
    const close = () => {
      this.box.hidden = true;
      before?.focus();
    };
    const button = make("button", { type: "button", "data-testid": "alert-close", onclick: close }, say("close"));
    this.box.replaceChildren(make("div", { class: "words" }, make("p", {}, text), button));
    this.box.onkeydown = (event) => event.key === "Escape" && close();
    this.box.hidden = false;
    button.focus();
  }

  async do(action, body) {
    return await this.attempt(() => act(this.person.id, action, body));
  }

  async upload(kind, file, caption) {
    return await this.attempt(() => sendFile(this.person.id, kind, file, caption));
  }
}
