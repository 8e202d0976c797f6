// The page: people on the left, the phones of those who were chosen beside one another.

import { follow, overview } from "./api.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";
import { currentLanguage, speak } from "./texts.js";

const MOST_PHONES = 4;
const LIST_WIDTH = 330; // pixels; as in layout.css
const PHONE_WIDTH = 380;

const at = (id) => document.getElementById(id);
const phones = new Map(); // by person, oldest first
const people = new People(at("people"), at("search"), at("nobody"), choose);
let bot = { name: "", username: "" };

function places() {
  return Math.max(1, Math.min(MOST_PHONES, Math.floor((window.innerWidth - LIST_WIDTH) / PHONE_WIDTH)));
}

function choose(id) {
  const known = phones.get(id);
  if (!known) open(id);
  else document.body.classList.add("holding");
  (phones.get(id)?.composer.field.isConnected ? phones.get(id).composer.field : phones.get(id)?.log)?.focus();
}

function open(id) {
  const item = people.items.get(id);
  if (!item) return;
  const phone = new Phone(item.person, bot, { enlarge, close: () => putAway(id) });
  phones.set(id, phone);
  at("phones").append(phone.element);
  fit();
  document.body.classList.add("holding");
  phone.load();
}

function putAway(id) {
  phones.get(id)?.element.remove();
  phones.delete(id);
  document.body.classList.toggle("holding", phones.size > 0 && window.innerWidth > 760);
  remember();
  people.items.get(id)?.element.firstElementChild.focus();
}

// Puts the oldest phones away when there is no place for all.
function fit() {
  for (const id of [...phones.keys()].slice(0, Math.max(0, phones.size - places()))) {
    phones.get(id).element.remove();
    phones.delete(id);
  }
  remember();
}

function remember() {
  at("none").hidden = phones.size > 0;
  people.opened(new Set(phones.keys()));
  history.replaceState(null, "", phones.size ? `#${[...phones.keys()].join(",")}` : location.pathname);
}

function changed(change) {
  if (change.kind === "person") people.show(change.person);
  phones.get(change.person_id)?.changed(change);
  if (change.kind === "message" && change.message.from_bot) people.news(change.person_id);
}

async function connected() {
  at("offline").hidden = true;
  const known = await overview();
  bot = known.bot;
  for (const person of known.people) people.show(person);
  const wanted = location.hash.slice(1).split(",").map(Number).filter((id) => people.items.has(id));
  for (const phone of phones.values()) phone.load();
  for (const id of wanted.slice(-places())) if (!phones.has(id)) open(id);
  at("nobody").hidden = people.items.size > 0;
  document.body.dataset.ready = "true";
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
  for (const phone of phones.values()) phone.load();
}

addEventListener("resize", fit);
if (localStorage.getItem("theme")) dress(localStorage.getItem("theme"));
change(currentLanguage());
follow({ changed, connected, lost: () => { at("offline").hidden = false; } });
