// One person's desk: who they are, and their chats with the bot beside each other; where there is no room, as tabs.

import { avatar, make } from "./dom.js";
import { Phone } from "./phone.js";
import { translate } from "./texts.js";
import { ZaloPhone } from "./zalo_phone.js";

const APPS = { telegram: ["Telegram", Phone], zalo: ["Zalo", ZaloPhone] };

export class Desk {
  // `bots` is who the bot is, by app: those that it is connected to.
  constructor(person, bots, { enlarge, close }) {
    const { id, name, note } = person;
    this.person = person;
    this.phones = {};
    this.tabs = {};
    for (const [app, bot] of Object.entries(bots)) this.phones[app] = new APPS[app][1](person, bot, enlarge);
    this.element = make("section", {
      class: "desk", "data-testid": "desk", "data-person-id": id, "data-apps": Object.keys(bots).length,
    },
    make("header", { class: "owner" }, avatar(name, id),
      make("span", { class: "who", title: `${name}\n${note}` }, make("b", {}, name), make("small", {}, note)),
      make("button", { type: "button", class: "plain", "data-label": "putAway", "data-testid": "close", onclick: close }, "✕")),
    make("div", { class: "tabs", role: "group", "data-label": "apps" }, ...Object.keys(bots).map((app) => this.tab(app))),
    make("div", { class: "glasses" }, ...Object.values(this.phones).map((phone) => phone.element)));
    translate(this.element);
    this.choose(this.used());
  }

  tab(app) {
    this.tabs[app] = make("button", { type: "button", "data-testid": `tab-${app}`, onclick: () => this.choose(app) }, APPS[app][0]);
    return this.tabs[app];
  }

  // The chat that stands in front where there is room for one only.
  choose(app) {
    this.chosen = app;
    for (const [other, phone] of Object.entries(this.phones)) {
      phone.element.classList.toggle("behind", other !== app);
      this.tabs[other].setAttribute("aria-pressed", String(other === app));
    }
    this.tabs[app].classList.remove("news");
    this.phones[app].toNewest();
  }

  used() {
    const { apps } = this;
    return apps.find((app) => this.person.uses?.includes(app)) ?? apps[0];
  }

  get apps() {
    return Object.keys(this.phones);
  }

  load() {
    for (const phone of Object.values(this.phones)) phone.load();
  }

  changed(app, change) {
    this.phones[app]?.changed(change);
    if (change.kind === "message" && change.message.from_bot && app !== this.chosen) this.tabs[app]?.classList.add("news");
  }

  // What is known of the person anew: their invitation, say, which they have used in the other app.
  know(person) {
    this.person = person;
    for (const phone of Object.values(this.phones)) {
      phone.person = { ...phone.person, invitation: person.invitation };
      if (!phone.missed) phone.drawState();
    }
  }

  focus() {
    const { composer, log } = this.phones[this.chosen];
    (composer.field.isConnected ? composer.field : log).focus();
  }
}
