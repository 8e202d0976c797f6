// A button that opens a short list above itself. `items()` makes the list's buttons each time it opens.

import { make } from "./dom.js";

export function menu(label, sign, items) {
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

export function menuItem(testid, onclick, ...content) {
  return make("button", { type: "button", role: "menuitem", "data-testid": testid, onclick }, ...content);
}
