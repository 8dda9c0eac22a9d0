// The list of runs, and of what could not be analysed.
import { save, stemOf } from "./save.js";

const el = (id) => document.getElementById(id);

function make(tag, props = {}, ...children) {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children.filter((c) => c !== null));
  return node;
}

const QUALITY = { good: "✓", medium: "!", low: "✕" };

export class RunList {
  constructor(state, { open }) {
    Object.assign(this, { state, open });
    el("all-json").addEventListener("click", () => {
      const runs = this.inOrder();
      save(new Blob(runs.map((r) => r.bytes), { type: "application/json" }), "runs.analysis.jsonl", state);
    });
  }

  /** Newest first; those without a date last, as they came. */
  inOrder() {
    const day = (run) => run.about.start_time ?? "";
    return [...this.state.runs].sort((a, b) => (day(a) < day(b) ? 1 : day(a) > day(b) ? -1 : 0));
  }

  show() {
    const { state } = this, { runs, problems, w } = state;
    document.body.classList.toggle("with-runs", runs.length > 0);
    el("runs").hidden = !runs.length && !state.inputs.size;
    el("list").replaceChildren(...this.inOrder().map((run) => this.row(run)));
    el("trend").hidden = runs.length < 2;
    el("all-json").hidden = runs.length < 2;
    el("again").hidden = !state.inputs.size;
    el("problems").hidden = !problems.length;
    const problem = ({ name, why, what }) => make("li", {}, make("strong", { textContent: name }), ` ${why()}`,
      what ? make("details", {}, make("summary", { textContent: "…" }), make("code", { textContent: what })) : null);
    el("problem-list").replaceChildren(...problems.map(problem));
  }

  row(run) {
    const { state } = this, { w } = state;
    const input = state.inputs.get(run.key);
    const name = input?.together ? input.files.map((f) => f.name).join(" + ") : run.about.path;
    const open = make("button", { type: "button", className: "run-open" },
      make("span", { className: "run-day", textContent: day(run, state) || places(run, state) || stemOf(name) }),
      make("span", { className: "run-facts", textContent: facts(run, state) }),
      make("span", { className: "run-answer", textContent: run.answer }),
      make("span", { className: "run-name", textContent: name }));
    open.addEventListener("click", () => this.open(run));
    run.button = open;
    if (!input?.together) return make("li", {}, open);
    const change = make("button", { type: "button", className: "plain", textContent: w("change") });
    change.addEventListener("click", () => state.again(run));
    return make("li", {}, open, change);
  }
}

/** The day as the file has it: in its own zone, whatever that of this device is. */
export function day(run, { language }) {
  const said = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(run.about.start_time ?? "");
  if (!said) return "";
  const [, year, month, date, hour, minute] = said.map(Number);
  const at = new Date(Date.UTC(year, month - 1, date, hour, minute));
  const form = { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" };
  return new Intl.DateTimeFormat(language === "de" ? "de" : "en-GB", form).format(at);
}

/** Where the sensors sat. */
function places(run, { known }) {
  const name = (id) => known?.placements.find((p) => p.id === id)?.name ?? id;
  return run.about.placements.map(name).join(", ");
}

function facts(run, { language, units, w }) {
  const { distance_m: metres, active_s: seconds, quality } = run.about;
  const far = (metres ?? 0) / (units === "imperial" ? 1609.344 : 1000);
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const two = (n) => String(n).padStart(2, "0");
  const s = Math.round(seconds);
  const clock = `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  const parts = [metres ? `${number.format(far)} ${units === "imperial" ? "mi" : "km"}` : "", clock, `${QUALITY[quality]} ${w("quality")[quality]}`];
  return parts.filter(Boolean).join(" · ");
}
