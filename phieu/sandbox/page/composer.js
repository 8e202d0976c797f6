// The lower edge of a chat in Telegram: writing, files, commands; or Start, for who has not begun; or unblocking.

import { large, make } from "./dom.js";
import { menu, menuItem } from "./menu.js";
import { say, translate } from "./texts.js";
import { isFormatted, typedMarkup } from "./typed_markup.js";
import { Writing } from "./writing.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.commands = [];
    this.element = make("footer", { class: "composer" });
    this.files = make("input", { type: "file", hidden: true, "data-testid": "file", onchange: () => this.chosen() });
    const attach = menu("attach", "+", () => [
      this.fileItem("sendPhoto", "photo", "image/*"), this.fileItem("sendDocument", "document", ""),
    ]);
    this.slash = menu("commands", "/", () => this.commands.map((command) => this.commandItem(command)));
    this.writing = new Writing((event) => this.send(event), [attach, this.slash], [this.files]);
    this.field = this.writing.field;
  }

  // Shows what fits the person's state; the field keeps what is written in it.
  draw() {
    const { started, blocked, invitation } = this.phone.person;
    const mode = blocked ? "blocked" : started ? "writing" : "new";
    const invited = Boolean(invitation) && !blocked;
    this.slash.hidden = this.commands.length === 0;
    if (this.drawn === `${mode} ${invited}`) return;
    this.drawn = `${mode} ${invited}`;
    const start = () => this.phone.do("start", {});
    const accept = () => this.phone.do("start", { payload: this.phone.person.invitation });
    const invite = invited ? [large("invitation", "invitation", accept)] : [];
    if (mode === "writing") this.element.replaceChildren(...invite, this.writing.element);
    else if (mode === "blocked") {
      this.element.replaceChildren(make("p", { "data-text": "blocked" }), large("unblock", "start", start));
    } else {
      this.element.replaceChildren(make("p", { "data-text": "greeting" }), ...invite, large("start", "start", start, invited));
    }
    translate(this.element);
  }

  commandItem({ command, description }) {
    return menuItem("command", () => this.phone.command(`/${command}`),
      make("b", {}, `/${command}`), make("span", {}, description));
  }

  fileItem(text, kind, accept) {
    return menuItem(`attach-${kind}`, () => {
      this.kind = kind;
      this.files.accept = accept;
      this.files.click();
    }, say(text));
  }

  async chosen() {
    const [file] = this.files.files;
    this.files.value = "";
    if (!file) return;
    const caption = this.writing.take(); // what is written already goes with the file, as in an app
    if (!await this.phone.upload(this.kind ?? "document", file, typedMarkup(caption))) this.field.value ||= caption;
  }

  async send(event) {
    event.preventDefault();
    const text = this.writing.take();
    if (!text) return;
    const body = isFormatted(text) ? { text: typedMarkup(text), html: true } : { text };
    if (!await this.phone.do("text", body)) this.field.value ||= text;
  }
}
