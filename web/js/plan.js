// The strength plan that answers a run.
import { ask, said } from "./program.js";
import { save, stemOf } from "./save.js";
import { day } from "./runs.js";

const el = (id) => document.getElementById(id);
const USUAL = ["easy", "hard", "easy", "rest", "easy", "long", "rest"];
const ENDINGS = { calendar: ["ics", "text/calendar"], markdown: ["md", "text/markdown"], sheet: ["csv", "text/csv"] };

export class Plan {
  constructor(state) {
    this.state = state;
    el("plan-close").addEventListener("click", () => el("plan").close());
    el("plan-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.make(event.submitter?.value ?? "calendar");
    });
  }

  /** Choices in the language of the reader; what was chosen stays. */
  dress() {
    const { known, w } = this.state;
    const level = el("plan-level").value || known.levels[0].id;
    el("plan-level").replaceChildren(...known.levels.map((l) => new Option(l.name, l.id)));
    el("plan-level").value = level;
    const had = new Set([...el("plan-equipment").querySelectorAll("input:checked")].map((i) => i.value));
    el("plan-equipment").replaceChildren(...known.equipment.map((e) => {
      const box = Object.assign(document.createElement("input"), { type: "checkbox", value: e.id, checked: had.has(e.id) });
      const label = document.createElement("label");
      label.append(box, ` ${e.name}`);
      return label;
    }));
    const days = [...el("plan-week").querySelectorAll("select")].map((s) => s.value);
    el("plan-week").replaceChildren(...w("day").map((name, i) => {
      const select = document.createElement("select");
      select.append(...Object.entries(WORD_KINDS(this.state)).map(([id, text]) => new Option(text, id)));
      select.value = days[i] ?? USUAL[i];
      const label = document.createElement("label");
      label.append(Object.assign(document.createElement("span"), { textContent: name }), select);
      return label;
    }));
  }

  open(run) {
    this.run = run;
    el("plan-for").textContent = this.state.w("plan-for", day(run, this.state) || stemOf(run.about.path));
    if (!el("plan-start").value) el("plan-start").value = nextMonday();
    el("plan").showModal();
  }

  async make(form) {
    const week = [...el("plan-week").querySelectorAll("select")].map((s) => s.value);
    const wishes = {
      start: el("plan-start").value,
      weeks: Number(el("plan-weeks").value),
      minutes: Number(el("plan-minutes").value),
      level: el("plan-level").value,
      equipment: [...el("plan-equipment").querySelectorAll("input:checked")].map((i) => i.value),
      // The usual week is named as assumed in the plan.
      week: week.join() === USUAL.join() ? [] : week,
    };
    const question = { do: "plan", document: this.run.bytes, wishes, form, reader: this.state.reader() };
    const file = said(await ask(question, { first: true }), "file");
    if (!file) return;
    const [ending, type] = ENDINGS[form];
    save(file.bytes, `${stemOf(this.run.about.path)}_plan.${ending}`, this.state, type);
  }
}

const WORD_KINDS = ({ w }) => w("kinds");

function nextMonday() {
  const now = new Date();
  now.setDate(now.getDate() + ((8 - now.getDay()) % 7 || 7));
  const two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
