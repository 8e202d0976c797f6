// What every app's chat has on the glass of a phone: its header, the conversation, a word from the phone itself.

import { Refused } from "./api.js";
import { make } from "./dom.js";
import { day, say, sayWhile } from "./texts.js";

const TOAST_SHOWN = 3500; // milliseconds
const ACTION_SHOWN = 5000;

export class Glass {
  // An app gives: `read()` (everything anew; its messages are returned), `draw(view)` (a new message's element and
  // how to draw it again), `take(change)`, `drawState()`.
  constructor(person, enlarge) {
    this.person = person;
    this.enlarge = enlarge;
    this.messages = new Map();
    this.status = make("span", { class: "status", "data-testid": "status" });
    this.log = make("div", {
      class: "log", role: "log", tabindex: "0", "aria-live": "polite", "data-testid": "log",
      "data-label": "conversation", "data-name": person.name, onscroll: () => this.noteScroll(),
    });
    this.newest = make("button", {
      type: "button", class: "newest", "data-label": "newest", hidden: true, onclick: () => this.toNewest("smooth"),
    }, "↓");
    this.toast = make("div", { class: "toast", role: "status", "data-testid": "toast", hidden: true });
  }

  // Reads everything anew: when the phone is opened, after a lost connection, in another language.
  // What changes meanwhile is taken in afterwards; taking in a change twice does no harm.
  async load() {
    this.missed = [];
    const turn = this.turn = (this.turn ?? 0) + 1;
    const messages = await this.read();
    if (turn !== this.turn) return; // it is being read anew already
    this.messages.clear();
    this.log.replaceChildren();
    this.shownDay = "";
    for (const view of messages) this.show(view);
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
    else if (change.kind === "action") this.showStatus(change.action);
    else this.take(change);
    if (change.kind === "message" && change.message.from_bot) this.showStatus(null);
    this.drawState();
    if (stay || (change.kind === "message" && !change.message.from_bot)) this.toNewest();
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
    const message = this.draw(view);
    this.messages.set(view.id, message);
    this.log.append(message.element);
    for (const picture of message.element.querySelectorAll("img")) {
      picture.addEventListener("load", () => this.toNewest(), { once: true });
    }
  }

  tell(text) {
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.toast.hidden = true; }, TOAST_SHOWN);
  }

  showStatus(action) {
    clearTimeout(this.statusTimer);
    this.status.textContent = action ? sayWhile(action) : say("bot");
    this.status.classList.toggle("busy", Boolean(action));
    if (action) this.statusTimer = setTimeout(() => this.showStatus(null), ACTION_SHOWN);
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
