// A short way to make elements. Strings become text, never markup.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

// The letters that stand for a person: of a Vietnamese name the family name and the given name, which is the last.
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => word.normalize("NFD")[0]).join("").toLocaleUpperCase("vi");
}

export function avatar(name, id) {
  return make("span", { class: "avatar", "data-shade": id % 6, "aria-hidden": "true" }, initials(name));
}

// A button across the whole width; its text is one of the page's own.
export function large(text, testid, onclick, secondary = false) {
  return make("button", {
    type: "button", class: `large ${secondary ? "secondary" : ""}`, "data-text": text, "data-testid": testid, onclick,
  });
}
