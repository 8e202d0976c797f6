// The list of people: search, choose, see who has news.

import { avatar, make } from "./dom.js";
import { say } from "./texts.js";

// So that "nguyen" finds "Nguyễn".
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

// With one app, whether the person uses it; with several, which ones.
function stateOf({ blocked, started, uses }) {
  if (!uses) return blocked ? say("isBlocked") : started ? "" : say("notStarted");
  const apps = [uses.includes("telegram") ? "Telegram" : "", uses.includes("zalo") ? "Zalo" : ""].filter(Boolean);
  const used = apps.length ? say("usesApps", { apps: apps.join(", ") }) : say("notStarted");
  return blocked ? `${used}; ${say("isBlocked")}` : used;
}

export class People {
  constructor(list, search, nobody, choose) {
    this.list = list;
    this.search = search;
    this.nobody = nobody;
    this.choose = choose;
    this.items = new Map();
    search.addEventListener("input", () => this.filter());
    search.addEventListener("keydown", (event) => {
      const first = [...this.items.values()].find((item) => !item.element.hidden);
      if (event.key === "Enter" && first) choose(first.person.id);
    });
    list.addEventListener("keydown", (event) => {
      const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
      if (!step) return;
      event.preventDefault();
      let next = event.target.closest("li")[step];
      while (next?.hidden) next = next[step];
      next?.firstElementChild.focus();
    });
  }

  show(person) {
    let item = this.items.get(person.id);
    if (!item) {
      item = { element: make("li"), unread: 0 };
      this.items.set(person.id, item);
      this.list.append(item.element);
    }
    item.person = person;
    this.draw(item);
  }

  draw({ element, person, unread, open }) {
    const state = stateOf(person);
    const button = make("button", {
      type: "button", "data-testid": "person", "data-person-id": person.id, "aria-pressed": String(Boolean(open)),
      onclick: () => this.choose(person.id),
    },
    avatar(person.name, person.id),
    make("span", { class: "who", title: `${person.name}\n${person.note}` },
      make("b", {}, person.name), make("small", {}, person.note),
      state ? make("small", { class: "state" }, state) : null),
    unread ? make("span", { class: "unread", "aria-label": say("unread", { count: unread }) }, String(unread)) : null);
    const focused = element.contains(document.activeElement);
    element.replaceChildren(button);
    if (focused) button.focus();
    element.hidden = !this.fits(person);
  }

  fits(person) {
    return plain(`${person.name} ${person.note}`).includes(plain(this.search.value.trim()));
  }

  filter() {
    let shown = 0;
    for (const { element, person } of this.items.values()) {
      element.hidden = !this.fits(person);
      shown += element.hidden ? 0 : 1;
    }
    this.nobody.hidden = shown > 0;
  }

  opened(ids) {
    for (const [id, item] of this.items) {
      if (Boolean(item.open) === ids.has(id)) continue;
      item.open = ids.has(id);
      item.unread = 0;
      this.draw(item);
    }
  }

  news(id) {
    const item = this.items.get(id);
    if (!item || item.open) return;
    item.unread += 1;
    this.draw(item);
  }

  redraw() {
    for (const item of this.items.values()) this.draw(item);
  }
}
