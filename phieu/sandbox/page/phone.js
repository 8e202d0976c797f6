// One person's phone: the conversation with the bot, and what the person can do in it.

import { Refused, act, conversation, sendFile } from "./api.js";
import { avatar, make } from "./dom.js";
import { Composer } from "./composer.js";
import { Message } from "./message.js";
import { day, say, sayWhile, translate } from "./texts.js";

const TOAST_SHOWN = 3500; // milliseconds
const ACTION_SHOWN = 5000;

export class Phone {
  constructor(person, bot, { enlarge, close }) {
    this.person = person;
    this.bot = bot;
    this.enlarge = enlarge;
    this.messages = new Map();
    this.tapped = new Map(); // callback id → the button that waits for its answer
    this.follow = (url) => this.do("link", { url });
    this.command = (text) => this.do("text", { text });
    this.isBotLink = (url) => {
      const parsed = URL.parse?.(url) ?? new URL(url);
      return ["t.me", "telegram.me"].includes(parsed.hostname) && parsed.pathname === `/${bot.username}`;
    };
    this.composer = new Composer(this);
    this.build(close);
  }

  build(close) {
    const { id, name, note } = this.person;
    this.status = make("span", { class: "status", "data-testid": "status" });
    this.log = make("div", {
      class: "log", role: "log", tabindex: "0", "aria-live": "polite", "data-testid": "log",
      "data-label": "conversation", "data-name": name, onscroll: () => this.noteScroll(),
    });
    this.newest = make("button", {
      type: "button", class: "newest", "data-label": "newest", hidden: true, onclick: () => this.toNewest("smooth"),
    }, "↓");
    this.toast = make("div", { class: "toast", role: "status", "data-testid": "toast", hidden: true });
    this.box = make("div", { class: "box", role: "alertdialog", "aria-modal": "true", "data-testid": "alert", hidden: true });
    this.blocking = make("button", {
      type: "button", class: "plain", "data-label": "block", "data-testid": "block",
      onclick: () => this.do("block", { blocked: true }),
    }, "⊘");
    this.element = make("section", {
      class: "phone", "data-testid": "phone", "data-person-id": id, "data-label": "phoneOf", "data-name": name,
    },
    make("header", { class: "owner" }, avatar(name, id),
      make("span", { class: "who", title: `${name}\n${note}` }, make("b", {}, name), make("small", {}, note)),
      make("button", { type: "button", class: "plain", "data-label": "putAway", "data-testid": "close", onclick: close }, "✕")),
    make("div", { class: "glass" },
      make("header", { class: "chat" },
        make("img", { src: "/page/icon.svg", alt: "", width: 40, height: 40 }),
        make("span", { class: "who" }, make("b", {}, this.bot.name), this.status),
        this.blocking),
      this.log, this.newest, this.toast, this.box, this.composer.element));
    translate(this.element);
  }

  // Reads everything anew: when the phone is opened, after a lost connection, in another language.
  // What changes meanwhile is taken in afterwards; taking in a change twice does no harm.
  async load() {
    this.missed = [];
    const { person, messages, commands } = await conversation(this.person.id);
    this.messages.clear();
    this.log.replaceChildren();
    this.shownDay = "";
    for (const view of messages) this.show(view);
    this.person = person;
    this.composer.commands = commands;
    this.drawState();
    this.showStatus(null);
    this.toNewest();
    const missed = this.missed;
    this.missed = null;
    for (const change of missed ?? []) this.changed(change);
  }

  changed(change) {
    if (this.missed) {
      this.missed.push(change);
      return;
    }
    const stay = this.atNewest();
    if (change.kind === "message" || change.kind === "edited") this.show(change.message);
    else if (change.kind === "deleted") this.remove(change.message_id);
    else if (change.kind === "answered") this.answered(change.callback_id, change.answer);
    else if (change.kind === "action") this.showStatus(change.action);
    else if (change.kind === "person") this.person = change.person;
    else if (change.kind === "commands") this.composer.commands = change.commands;
    if (change.kind === "message" && change.message.from_bot) this.showStatus(null);
    this.drawState();
    if (stay || (change.kind === "message" && !change.message.from_bot)) this.toNewest();
  }

  drawState() {
    this.blocking.hidden = !this.person.started || this.person.blocked;
    this.composer.draw();
  }

  show(view) {
    const known = this.messages.get(view.id);
    if (known) {
      known.draw(view);
      return;
    }
    const today = day(view.date);
    if (today !== this.shownDay) this.log.append(make("div", { class: "day" }, today));
    this.shownDay = today;
    const message = new Message(view, this);
    this.messages.set(view.id, message);
    this.log.append(message.element);
    for (const picture of message.element.querySelectorAll("img")) {
      picture.addEventListener("load", () => this.toNewest(), { once: true });
    }
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

  tell(text) {
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.toast.hidden = true; }, TOAST_SHOWN);
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

  showStatus(action) {
    clearTimeout(this.statusTimer);
    this.status.textContent = action ? sayWhile(action) : say("bot");
    this.status.classList.toggle("busy", Boolean(action));
    if (action) this.statusTimer = setTimeout(() => this.showStatus(null), ACTION_SHOWN);
  }

  async do(action, body) {
    return await this.attempt(() => act(this.person.id, action, body));
  }

  async upload(kind, file, caption) {
    return await this.attempt(() => sendFile(this.person.id, kind, file, caption));
  }

  // What cannot be done is said on the phone; the result is then undefined.
  async attempt(deed) {
    try {
      return await deed();
    } catch (error) {
      this.tell(say(error instanceof Refused ? error.message : "failed"));
      return undefined;
    }
  }

  atNewest() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
  }

  toNewest(behavior = "auto") {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior });
    this.noteScroll();
  }

  noteScroll() {
    this.newest.hidden = this.atNewest();
  }
}
