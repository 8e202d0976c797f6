// The panel of the Zalo platform: what was counted, how it behaves, and bad days on demand.

import { ask, post } from "./api.js";
import { make } from "./dom.js";
import { say } from "./texts.js";

const COUNTED = ["sent", "received", "users", "withheld", "pending"];
const FAULTS = ["too_many_requests", "bad_gateway", "reset", "lost_answer", "slow"];
const CALLS = 3; // that a fault hits

export class Panel {
  constructor(dialog) {
    this.dialog = dialog;
  }

  async open() {
    await this.draw();
    this.dialog.showModal();
  }

  // Shows everything as it is now. Does nothing while it is closed, but for opening it.
  async draw() {
    const [counters, switches, positions, faults] = await Promise.all(
      [ask("zalo/counters"), ask("zalo/switches"), ask("zalo/switches/positions"), ask("zalo/faults")]);
    this.dialog.replaceChildren(
      make("button", {
        type: "button", class: "plain", "aria-label": say("close"), "data-testid": "panel-close", onclick: () => this.dialog.close(),
      }, "✕"),
      make("h2", {}, say("counters")),
      make("dl", { class: "counters" }, ...COUNTED.flatMap((name) => [
        make("dt", {}, say(name)), make("dd", { "data-testid": `count-${name}` }, String(counters[name]))])),
      make("h2", {}, say("faults")), this.faults(faults),
      make("h2", {}, say("behaviour")), make("p", {}, say("behaviourNote")),
      make("div", { class: "positions" }, ...Object.entries(switches).map(
        ([name, position]) => make("label", {}, make("span", {}, say(name)), this.control(name, position, positions[name])))));
  }

  control(name, position, values) {
    const set = (value) => post("zalo/switches", { [name]: value });
    if (values) {
      return make("select", { "data-testid": `switch-${name}`, onchange: (event) => set(values[event.target.selectedIndex]) },
        ...values.map((value) => make("option", { selected: value === position }, String(value))));
    }
    if (typeof position === "boolean") {
      return make("input", {
        type: "checkbox", checked: position, "data-testid": `switch-${name}`, onchange: (event) => set(event.target.checked),
      });
    }
    return make("input", {
      type: "number", min: 0, step: "any", value: position, "data-testid": `switch-${name}`,
      onchange: (event) => event.target.checkValidity() && set(Number(event.target.value)),
    });
  }

  faults(inForce) {
    const kind = make("select", { "aria-label": say("faults"), "data-testid": "fault-kind" },
      ...FAULTS.map((name) => make("option", { value: name }, say(`fault_${name}`))));
    const change = async (deed) => {
      await deed;
      await this.draw();
    };
    return make("div", { class: "faults" }, kind,
      make("span", {}, say("faultFor", { count: CALLS })),
      make("button", {
        type: "button", "data-testid": "fault-add",
        onclick: () => change(post("zalo/faults", { kind: kind.value, times: CALLS, method: "sendMessage" })),
      }, say("putFault")),
      make("button", {
        type: "button", "data-testid": "fault-clear", onclick: () => change(ask("zalo/faults", { method: "DELETE" })),
      }, say("clearFaults")),
      make("span", { "data-testid": "fault-count" }, say("inForce", { count: inForce.length })));
  }
}
