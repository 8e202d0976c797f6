// The lower edge of a chat in Zalo: writing, and the kinds of messages that a bot can make little of.

import { large, make } from "./dom.js";
import { menu, menuItem } from "./menu.js";
import { say, translate } from "./texts.js";
import { Writing } from "./writing.js";

const VOICE = "https://voice.example/loi-noi.aac"; // nobody fetches it

export class ZaloComposer {
  constructor(phone) {
    this.phone = phone;
    this.files = make("input", {
      type: "file", accept: "image/*", hidden: true, "data-testid": "file", onchange: () => this.chosen(),
    });
    const attach = menu("attach", "+", () => [
      menuItem("zalo-picture", () => this.files.click(), say("sendPhoto")),
      this.item("sendSticker", "sticker", { sticker: "like" }),
      this.item("sendVoice", "voice", { voice_url: VOICE }),
      this.item("sendDocument", "unsupported", {}),
    ]);
    this.writing = new Writing((event) => this.send(event), [attach], [this.files]);
    this.field = this.writing.field;
    this.above = make("div", { class: "above" });
    this.element = make("footer", { class: "composer" }, this.above, this.writing.element);
  }

  // Who has an invitation may send its code, as from the sheet; who has never written is told that they begin.
  draw() {
    const { invitation } = this.phone.person;
    const begun = this.phone.messages.size > 0;
    if (this.drawn === `${begun} ${invitation}`) return;
    this.drawn = `${begun} ${invitation}`;
    this.above.replaceChildren(
      ...begun ? [] : [make("p", { "data-text": "zaloGreeting" })],
      ...invitation ? [large("zaloInvitation", "invitation", () => this.phone.do("text", { text: invitation }))] : []);
    this.above.hidden = !this.above.firstChild;
    translate(this.above);
  }

  item(text, kind, body) {
    return menuItem(`zalo-${kind}`, () => this.phone.do(kind, body), say(text));
  }

  async chosen() {
    const [file] = this.files.files;
    this.files.value = "";
    if (!file) return;
    const caption = this.writing.take(); // what is written already goes with the picture, as in an app
    const content = await base64(file);
    if (!await this.phone.do("image", { content, caption })) this.field.value ||= caption;
  }

  async send(event) {
    event.preventDefault();
    const text = this.writing.take();
    if (text && !await this.phone.do("text", { text })) this.field.value ||= text;
  }
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result.split(",")[1] ?? ""));
    reader.addEventListener("error", () => failed(reader.error));
    reader.readAsDataURL(file);
  });
}
