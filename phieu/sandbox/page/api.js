// The control API: what a person does goes out by POST, what changes comes in over one WebSocket.

const ROOT = "/sandbox/api/";

export class Refused extends Error {}

async function ask(path, options) {
  const response = await fetch(ROOT + path, options);
  const body = await response.json();
  if (!response.ok) throw new Refused(body.error);
  return body;
}

export const overview = () => ask("overview");
export const conversation = (id) => ask(`people/${id}`);

export function act(id, action, body = {}) {
  return ask(`people/${id}/${action}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
}

// The caption is HTML.
export function sendFile(id, kind, file, caption) {
  const form = new FormData();
  form.append("file", file, file.name);
  form.append("caption", caption);
  return ask(`people/${id}/${kind}`, { method: "POST", body: form });
}

// Calls `changed` with every change, `connected` after each connection, `lost` when one ends. Tries for ever.
export function follow({ changed, connected, lost }) {
  const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${ROOT}stream`);
  socket.addEventListener("open", connected);
  socket.addEventListener("message", (event) => changed(JSON.parse(event.data)));
  socket.addEventListener("close", () => {
    lost();
    setTimeout(() => follow({ changed, connected, lost }), 1000);
  });
}
