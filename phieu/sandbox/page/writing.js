// The field in which a person writes, with the button that sends. It grows with what is written.

import { make } from "./dom.js";

const HIGHEST = 140; // pixels

export class Writing {
  // `before` stands to the left of the field, `after` behind the button; `send` gets the form's event.
  constructor(send, before, after) {
    this.field = make("textarea", {
      rows: 1, "data-placeholder": "message", "data-label": "write", "data-testid": "composer",
      oninput: () => this.fit(),
      onkeydown: (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && send(event),
    });
    this.element = make("form", { class: "writing", onsubmit: send },
      ...before,
      this.field,
      make("button", { class: "send", "data-label": "send", "data-testid": "send" }, "➤"),
      ...after);
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
    this.field.style.height = `${Math.min(this.field.scrollHeight, HIGHEST)}px`;
  }
}
