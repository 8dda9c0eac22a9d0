// The page: what was given, what was found, and what is shown of it.
import { ask, said, stop } from "./program.js";
import { chosen, dropped, settled, sort } from "./intake.js";
import { WORDS } from "./words.js";
import { groupCard } from "./groups.js";
import { RunList } from "./runs.js";
import { Reader } from "./reader.js";
import { Plan } from "./plan.js";
import { tell } from "./tell.js";

const el = (id) => document.getElementById(id);
const state = {
  language: "en", units: "metric", known: null,
  /** Inputs by key: how each was asked for, so that it can be asked again. */
  inputs: new Map(),
  runs: [], problems: [], busy: 0,
  w: (key, ...more) => {
    const text = WORDS[state.language][key];
    return typeof text === "function" ? text(...more) : text;
  },
  reader: () => ({ language: state.language, units: state.units }),
};
let nextKey = 1;

function reading() {
  const placement = el("placement").value || null;
  const number = (id) => (el(id).value.trim() === "" || !el(id).validity.valid ? null : Number(el(id).value));
  const speed = number("speed");
  const perHour = state.units === "imperial" ? 1609.344 : 1000;
  return { placement, speed_mps: speed === null ? null : (speed * perHour) / 3600, grade_pct: speed === null ? null : number("grade") };
}

// Work, file by file.

function showWork(doing) {
  el("work").hidden = !doing;
  el("doing").textContent = doing ?? "";
}

function progress(done, all) {
  const bar = el("progress");
  if (all > 1) Object.assign(bar, { max: all, value: done });
  else bar.removeAttribute("value");
}

async function add(files) {
  if (!files.length) return tell(state.w("nothing"));
  const how = reading();
  showWork(files[0].name);
  progress(0, 1);
  state.busy += 1;
  const round = state.round;
  const { alone, groups } = await sort(files, how, (name) => showWork(state.w("looking", name)));
  state.busy -= 1;
  if (round !== state.round) return undefined;
  const inputs = alone.map((f) => ({ name: f.name, files: [f], together: false, reading: how }));
  for (const group of groups) {
    if (group.settled) inputs.push(joined(group, how));
    else askGroup(group, how);
  }
  return work(inputs);
}

const joined = ({ sensors, watches, watch }, how) => ({
  name: sensors.map((s) => s.name).join(" + "), files: sensors, together: true, reading: how, watches, watch,
});

function askGroup(group, how, replaced = null) {
  const card = groupCard(group, state, {
    together: () => { card.remove(); if (replaced) forget(replaced); work([joined(group, how)]); },
    apart: () => {
      card.remove();
      if (replaced) forget(replaced);
      work(group.sensors.map((s) => ({ name: s.name, files: [s], together: false, reading: { ...how, placement: s.placement || how.placement } })));
    },
  });
  el("groups").append(card);
  if (!state.busy) showWork(null);
  card.querySelector("h2").focus();
}

function forget(key) {
  state.inputs.delete(key);
  state.runs = state.runs.filter((r) => r.key !== key);
  state.problems = state.problems.filter((p) => p.key !== key);
}

const question = (key, input, only = null) => ({
  do: "analyze", key, only, together: input.together, reading: input.reading, reader: state.reader(),
  files: input.files.map((f) => ({ name: f.name, at: f.file, placement: input.together ? f.placement : null })),
  watch: input.together && input.watch ? { name: input.watch.name, at: input.watch.file } : null,
});

async function work(inputs) {
  if (!inputs.length) {
    if (!state.busy) showWork(null);
    return;
  }
  const round = state.round;
  const before = { runs: state.runs.length, problems: state.problems.length };
  state.busy += 1;
  for (const [i, input] of inputs.entries()) {
    const key = (nextKey += 1);
    state.inputs.set(key, input);
    showWork(state.w("analysing", input.name, i + 1, inputs.length));
    progress(i, inputs.length);
    const done = await ask(question(key, input), { hear: (s, bytes) => hear(key, input, s, bytes) });
    if (round !== state.round) return;
    input.ms = done.ms;
    if (i % 5 === 0 || inputs.length < 20) list.show();
  }
  state.busy -= 1;
  if (!state.busy) showWork(null);
  list.show();
  const [runs, bad] = [state.runs.length - before.runs, state.problems.length - before.problems];
  tell(state.w("ready", runs, bad));
  if (state.runs.length === 1 && runs === 1 && !bad) reader.open(state.runs[0]);
  else if (runs) el("h-runs").focus();
}

function hear(key, input, s, bytes) {
  if (s.is === "run") {
    const document = JSON.parse(new TextDecoder().decode(bytes));
    const about = document.recording;
    const twin = state.runs.find((r) => r.about.sha256 === about.sha256 && r.about.index === about.index);
    if (twin) state.problems.push({ key, name: about.path, why: () => state.w("twice", twin.about.path) });
    else state.runs.push({ key, index: s.index, answer: s.answer, about, bytes, findings: document.findings.length });
  } else if (s.is === "broken") {
    state.problems.push({ key, name: input.name, why: () => state.w(s.why), what: s.what });
  } else if (["skipped", "failed"].includes(s.is)) {
    state.problems.push({ key, name: s.name, why: () => s.why });
  } else if (s.is === "wrong") {
    state.problems.push({ key, name: input.name, why: () => s.what });
  }
}

/** The page of a run; where the program no longer holds the run, it is analysed again. */
state.page = async (run) => {
  const wanted = { do: "page", key: run.key, index: run.index, reader: state.reader() };
  const first = said(await ask(wanted, { first: true }), "file");
  if (first) return first.bytes;
  await ask(question(run.key, state.inputs.get(run.key), run.index), { first: true });
  return said(await ask(wanted, { first: true }), "file")?.bytes;
};

state.again = (run) => {
  const input = state.inputs.get(run.key);
  const sensors = input.files.map((f) => ({ ...f }));
  askGroup({ sensors, watches: input.watches, watch: input.watch, settled: settled(sensors) }, input.reading, run.key);
};

function clear() {
  stop();
  state.round = {};
  state.busy = 0;
  state.inputs.clear();
  [state.runs, state.problems] = [[], []];
  el("groups").replaceChildren();
  showWork(null);
  list.show();
}

// Language and units.

async function dress() {
  document.documentElement.lang = state.language;
  for (const node of document.querySelectorAll("[data-w]")) node.textContent = state.w(node.dataset.w);
  el("speed-unit").textContent = state.units === "imperial" ? "mph" : "km/h";
  el("language").value = state.language;
  el("units").value = state.units;
  const heard = said(await ask({ do: "know", reader: state.reader() }, { first: true }), "known");
  if (!heard) return tell(state.w("noStart"));
  state.known = heard.said;
  el("version").textContent = `runform ${state.known.version}`;
  const was = el("placement").value;
  el("placement").replaceChildren(new Option(state.w("by-file"), ""), ...state.known.placements.map((p) => new Option(p.name, p.id)));
  el("placement").value = was;
  plan.dress();
  for (const run of state.runs) {
    run.answer = said(await ask({ do: "answer", document: run.bytes, reader: state.reader() }), "answer")?.said.answer ?? run.answer;
  }
  list.show();
  return reader.again();
}

function keep(key, value) {
  try { localStorage.setItem(`runform-${key}`, value); } catch { /* a private window keeps nothing */ }
}

function kept(key) {
  try { return localStorage.getItem(`runform-${key}`); } catch { return null; }
}

const list = new RunList(state, { open: (run) => reader.open(run) });
const plan = new Plan(state);
const reader = new Reader(state, { plan: (run) => plan.open(run) });

state.round = {};
state.language = kept("language") ?? (navigator.language?.startsWith("de") ? "de" : "en");
state.units = kept("units") ?? (["en-US", "en-GB"].includes(navigator.language) ? "imperial" : "metric");
if (!WORDS[state.language]) state.language = "en";

el("files").addEventListener("change", (event) => {
  const files = chosen(event.target.files);
  event.target.value = "";
  add(files);
});
el("sample").addEventListener("click", async () => {
  const response = await fetch("tired_long_run.fit");
  add([{ name: "tired_long_run.fit", file: await response.blob() }]);
});
for (const kind of ["dragenter", "dragover"]) {
  addEventListener(kind, (event) => {
    event.preventDefault();
    document.body.classList.add("dragged");
  });
}
addEventListener("dragleave", (event) => event.relatedTarget ?? document.body.classList.remove("dragged"));
addEventListener("drop", async (event) => {
  event.preventDefault();
  document.body.classList.remove("dragged");
  reader.close();
  add(await dropped(event.dataTransfer));
});
el("stop").addEventListener("click", () => {
  stop();
  state.round = {};
  state.busy = 0;
  showWork(null);
  list.show();
  tell(state.w("stopped"));
});
el("clear").addEventListener("click", () => { clear(); el("main").focus(); });
el("trend").addEventListener("click", () => reader.openTrend());
el("again").addEventListener("click", () => {
  const inputs = [...state.inputs.values()].map((input) => ({ ...input, reading: reading() }));
  clear();
  work(inputs);
});
for (const key of ["language", "units"]) {
  el(key).addEventListener("change", (event) => {
    state[key] = event.target.value;
    keep(key, state[key]);
    dress();
  });
}
dress();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("sw.js").catch(() => {});
