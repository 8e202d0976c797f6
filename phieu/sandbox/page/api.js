// The control API: what a person does goes out by POST, what changes comes in over a WebSocket for each platform.

const ROOT = "/sandbox/api/";

export class Refused extends Error {}

export async function ask(path, options) {
  const response = await fetch(ROOT + path, options);
  const body = await response.json();
  if (!response.ok) throw new Refused(body.error);
  return body;
}

export function post(path, body = {}) {
  return ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

export const overview = () => ask("overview");
export const conversation = (id) => ask(`people/${id}`);
export const act = (id, action, body = {}) => post(`people/${id}/${action}`, body);

// The caption is HTML.
export function sendFile(id, kind, file, caption) {
  const form = new FormData();
  form.append("file", file, file.name);
  form.append("caption", caption);
  return ask(`people/${id}/${kind}`, { method: "POST", body: form });
}

export const zaloOverview = () => ask("zalo/overview");
export const zaloConversation = (id) => ask(`zalo/chats/${id}`);
export const zaloAct = (id, action, body = {}) => post(`zalo/chats/${id}/${action}`, body);

// Calls `changed` with every change, `connected` after each connection, `lost` when one ends. Tries for ever.
export function follow(path, { changed, connected, lost }) {
  const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${ROOT}${path}`);
  socket.addEventListener("open", connected);
  socket.addEventListener("message", (event) => changed(JSON.parse(event.data)));
  socket.addEventListener("close", () => {
    lost();
    setTimeout(() => follow(path, { changed, connected, lost }), 1000);
  });
}
