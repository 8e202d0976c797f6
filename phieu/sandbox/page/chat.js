// The page: people on the left, the phones of those who were chosen beside one another.

import { follow, overview, zaloOverview } from "./api.js";
import { Desk } from "./desk.js";
import { Panel } from "./panel.js";
import { People } from "./people.js";
import { currentLanguage, speak } from "./texts.js";

const MOST_CHATS = 4;
const LIST_WIDTH = 330; // pixels; as in layout.css
const CHAT_WIDTH = 380;

const at = (id) => document.getElementById(id);
const desks = new Map(); // by person, oldest first
const people = new People(at("people"), at("search"), at("nobody"), choose);
const panel = new Panel(at("panel"));
const used = new Map(); // by person, the apps in which they have begun
let bots = {}; // who the bot is, by app: those that it is connected to

function places() {
  const chats = Math.min(MOST_CHATS, Math.floor((window.innerWidth - LIST_WIDTH) / CHAT_WIDTH));
  return Math.max(1, Math.floor(chats / Math.max(1, Object.keys(bots).length)));
}

function choose(id) {
  if (!desks.has(id)) open(id);
  else document.body.classList.add("holding");
  desks.get(id)?.focus();
}

function open(id) {
  const item = people.items.get(id);
  if (!item) return;
  const desk = new Desk(item.person, bots, { enlarge, close: () => putAway(id) });
  desks.set(id, desk);
  at("phones").append(desk.element);
  fit();
  document.body.classList.add("holding");
  desk.load();
}

function putAway(id) {
  desks.get(id)?.element.remove();
  desks.delete(id);
  document.body.classList.toggle("holding", desks.size > 0 && window.innerWidth > 760);
  remember();
  people.items.get(id)?.element.firstElementChild.focus();
}

// Puts the oldest phones away when there is no place for all.
function fit() {
  for (const id of [...desks.keys()].slice(0, Math.max(0, desks.size - places()))) {
    desks.get(id).element.remove();
    desks.delete(id);
  }
  remember();
}

function remember() {
  at("none").hidden = desks.size > 0;
  people.opened(new Set(desks.keys()));
  history.replaceState(null, "", desks.size ? `#${[...desks.keys()].join(",")}` : location.pathname);
}

// What is known of a person, from either app: which apps they use is told where there is a choice.
function know(person) {
  const begun = used.get(person.id) ?? new Set();
  if (person.started) begun.add("telegram");
  used.set(person.id, begun);
  const known = bots.zalo ? { ...person, uses: [...begun].filter((app) => app in bots) } : person;
  people.show(known);
  desks.get(person.id)?.know(known);
}

function knowInZalo({ number, heard, invitation }) {
  const person = people.items.get(number)?.person;
  if (!person) return;
  if (heard) used.get(number).add("zalo");
  know({ ...person, invitation });
}

function changed(app, change) {
  if (change.kind === "connected") {
    learn();
    return;
  }
  const id = change.person_id ?? change.chat;
  if (change.person) know(change.person);
  if (change.about) knowInZalo(change.about);
  desks.get(id)?.changed(app, change);
  if (change.kind === "message" && change.message.from_bot && app in bots) people.news(id);
}

// Who the bot is, and who is there.
async function learn() {
  const [telegram, zalo] = await Promise.all([overview(), zaloOverview()]);
  const apps = Object.keys(bots).join();
  bots = {};
  if (telegram.bot.connected || !zalo.bot.connected) bots.telegram = telegram.bot; // a bot that has not come yet: Telegram
  if (zalo.bot.connected) bots.zalo = zalo.bot;
  for (const person of telegram.people) know(person);
  for (const chat of zalo.chats) knowInZalo(chat);
  at("panel-opener").hidden = !zalo.bot.connected;
  if (apps && apps !== Object.keys(bots).join()) reopen();
}

async function connected() {
  await learn();
  at("offline").hidden = true;
  const wanted = location.hash.slice(1).split(",").map(Number).filter((id) => people.items.has(id));
  for (const desk of desks.values()) desk.load();
  for (const id of wanted.slice(-places())) if (!desks.has(id)) open(id);
  at("nobody").hidden = people.items.size > 0;
  document.body.dataset.ready = "true";
}

// The bot has come to an app: whoever is open gets a chat there, too.
function reopen() {
  const ids = [...desks.keys()];
  for (const id of ids) {
    desks.get(id).element.remove();
    desks.delete(id);
  }
  for (const id of ids.slice(-places())) open(id);
}

function enlarge(url, text) {
  at("viewer-picture").src = url;
  at("viewer-picture").alt = text;
  at("viewer").showModal();
}

function dress(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
}

at("viewer").addEventListener("click", () => at("viewer").close());
at("theme").addEventListener("click", () => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const shown = document.documentElement.dataset.theme || (dark ? "dark" : "light");
  dress(shown === "dark" ? "light" : "dark");
});
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => change(button.dataset.language));
}

function change(language) {
  speak(language);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  people.redraw();
  for (const desk of desks.values()) desk.load();
}

addEventListener("resize", fit);
if (localStorage.getItem("theme")) dress(localStorage.getItem("theme"));
change(currentLanguage());
at("panel-opener").addEventListener("click", () => panel.open());
const streams = { telegram: "stream", zalo: "zalo/stream" };
const following = new Set(); // streams that are open: nothing is read before none of its changes can be missed
for (const [app, path] of Object.entries(streams)) {
  follow(path, {
    changed: (change) => changed(app, change),
    connected: () => following.add(app).size === Object.keys(streams).length && connected(),
    lost: () => {
      following.delete(app);
      at("offline").hidden = false;
    },
  });
}
