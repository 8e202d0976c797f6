// The lower edge of a phone: writing, files, commands; or Start, for who has not begun; or unblocking.

import { make } from "./dom.js";
import { say, translate } from "./texts.js";
import { isFormatted, typedMarkup } from "./typed_markup.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.commands = [];
    this.element = make("footer", { class: "composer" });
    this.field = make("textarea", {
      rows: 1, "data-placeholder": "message", "data-label": "write", "data-testid": "composer",
      oninput: () => this.fit(), onkeydown: (event) => this.key(event),
    });
    this.files = make("input", { type: "file", hidden: true, "data-testid": "file", onchange: () => this.chosen() });
    this.writing = make("form", { class: "writing", onsubmit: (event) => this.send(event) },
      this.menu("attach", "+", () => [this.fileItem("sendPhoto", "photo", "image/*"), this.fileItem("sendDocument", "document", "")]),
      this.slash = this.menu("commands", "/", () => this.commands.map((command) => this.commandItem(command))),
      this.field,
      make("button", { class: "send", "data-label": "send", "data-testid": "send" }, "➤"),
      this.files);
  }

  // Shows what fits the person's state; the field keeps what is written in it.
  draw() {
    const { started, blocked, invitation } = this.phone.person;
    const mode = blocked ? "blocked" : started ? "writing" : "new";
    const invited = Boolean(invitation) && !blocked;
    this.slash.hidden = this.commands.length === 0;
    if (this.drawn === `${mode} ${invited}`) return;
    this.drawn = `${mode} ${invited}`;
    const invite = invited ? [this.large("invitation", "invitation", () => this.phone.do("start", { payload: invitation }))] : [];
    if (mode === "writing") this.element.replaceChildren(...invite, this.writing);
    else if (mode === "blocked") {
      this.element.replaceChildren(make("p", { "data-text": "blocked" }),
        this.large("unblock", "start", () => this.phone.do("start", {})));
    } else {
      this.element.replaceChildren(make("p", { "data-text": "greeting" }), ...invite,
        this.large("start", "start", () => this.phone.do("start", {}), invited));
    }
    translate(this.element);
  }

  large(text, testid, onclick, secondary = false) {
    return make("button", {
      type: "button", class: `large ${secondary ? "secondary" : ""}`, "data-text": text, "data-testid": testid, onclick,
    });
  }

  menu(label, sign, items) {
    const list = make("div", { class: "menu", role: "menu", hidden: true });
    const close = (focus) => {
      list.hidden = true;
      opener.setAttribute("aria-expanded", "false");
      if (focus) opener.focus();
    };
    const opener = make("button", {
      type: "button", class: "plain", "aria-haspopup": "menu", "aria-expanded": "false",
      "data-label": label, "data-testid": label,
      onclick: () => {
        list.replaceChildren(...items());
        list.hidden = !list.hidden;
        opener.setAttribute("aria-expanded", String(!list.hidden));
        list.querySelector("button")?.focus();
      },
    }, sign);
    return make("div", {
      class: "opener",
      onfocusout: (event) => !event.currentTarget.contains(event.relatedTarget) && close(false),
      onkeydown: (event) => {
        if (event.key === "Escape") close(true);
        if (event.key === "ArrowDown") event.target.nextElementSibling?.focus();
        if (event.key === "ArrowUp") event.target.previousElementSibling?.focus();
      },
      onclick: (event) => event.target.closest("[role=menuitem]") && close(false),
    }, opener, list);
  }

  commandItem({ command, description }) {
    return make("button", {
      type: "button", role: "menuitem", "data-testid": "command", onclick: () => this.phone.command(`/${command}`),
    }, make("b", {}, `/${command}`), make("span", {}, description));
  }

  fileItem(text, kind, accept) {
    return make("button", {
      type: "button", role: "menuitem", "data-testid": `attach-${kind}`,
      onclick: () => {
        this.kind = kind;
        this.files.accept = accept;
        this.files.click();
      },
    }, say(text));
  }

  async chosen() {
    const [file] = this.files.files;
    this.files.value = "";
    if (!file) return;
    const caption = this.take(); // what is written already goes with the file, as in an app
    if (!await this.phone.upload(this.kind ?? "document", file, typedMarkup(caption))) this.field.value ||= caption;
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.send(event);
  }

  async send(event) {
    event.preventDefault();
    const text = this.take();
    if (!text) return;
    const body = isFormatted(text) ? { text: typedMarkup(text), html: true } : { text };
    if (!await this.phone.do("text", body)) this.field.value ||= text;
  }

  // What is written, which the field then no longer holds.
  take() {
    const text = this.field.value.trim();
    this.field.value = "";
    this.fit();
    return text;
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 140)}px`;
  }
}
