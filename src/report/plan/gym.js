// Ticks, numbers and the timer of a session; kept in this browser until they are saved.
(() => {
  "use strict";
  const all = (where, what) => [...where.querySelectorAll(what)];
  const main = document.getElementById("main"), said = main.dataset;
  const key = `runform-gym-${said.uid}`;
  const kept = { read() { try { return JSON.parse(localStorage.getItem(key)) ?? {}; } catch { return {}; } },
    write(state) { try { localStorage.setItem(key, JSON.stringify(state)); } catch { /* a page from a file may keep nothing */ } } };
  let state = { sets: {}, amount: {}, load: {}, rpe: null, pain: null, ...kept.read() };
  const lines = all(document, "article[data-exercise]");
  const ticks = all(document, ".boxes button");
  const count = document.getElementById("count"), timer = document.getElementById("timer");
  const bar = document.getElementById("bar"), stop = document.getElementById("stop-note");

  const show = () => {
    for (const tick of ticks) tick.setAttribute("aria-pressed", String(Boolean(state.sets[tick.id])));
    for (const line of lines) {
      const id = line.dataset.exercise;
      line.querySelector(".amount").value = state.amount[id] ?? line.dataset.amount;
      line.querySelector(".load").value = state.load[id] ?? (Number(line.dataset.load) || "");
    }
    for (const name of ["rpe", "pain"])
      for (const button of all(document, `#${name} button`)) button.setAttribute("aria-pressed", String(state[name] === Number(button.value)));
    const done = ticks.filter((t) => state.sets[t.id]).length;
    count.textContent = said.count.replace("DONE", done).replace("ALL", ticks.length);
    stop.hidden = !(state.pain > 3);
    kept.write(state);
  };

  let until = null, running = null;
  const clock = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
  const tell = () => {
    const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    timer.textContent = left ? `${said.rest} ${clock(left)}` : said.go;
    if (!left) {
      clearInterval(running);
      running = null;
      try { navigator.vibrate?.(300); } catch { /* not on this device */ }
    }
  };
  const rest = (seconds) => {
    until = Date.now() + 1000 * seconds;
    clearInterval(running);
    running = setInterval(tell, 250);
    bar.hidden = false;
    tell();
  };
  document.getElementById("skip").addEventListener("click", () => {
    clearInterval(running);
    running = null;
    bar.hidden = true;
  });

  for (const tick of ticks) {
    tick.addEventListener("click", () => {
      const now = !state.sets[tick.id];
      if (now) state.sets[tick.id] = true; else delete state.sets[tick.id];
      // Between the sides of a set there is no rest.
      const line = tick.closest("article"), own = all(line, ".boxes button");
      const last = own.every((t) => state.sets[t.id]);
      const paired = tick.dataset.side && own.filter((t) => state.sets[t.id]).length % 2 === 1;
      if (now && !last && !paired) rest(Number(line.dataset.rest));
      show();
    });
  }
  for (const line of lines) {
    const id = line.dataset.exercise;
    line.querySelector(".amount").addEventListener("input", (e) => { state.amount[id] = e.target.value; kept.write(state); });
    line.querySelector(".load").addEventListener("input", (e) => { state.load[id] = e.target.value; kept.write(state); });
  }
  for (const name of ["rpe", "pain"])
    for (const button of all(document, `#${name} button`))
      button.addEventListener("click", () => { state[name] = state[name] === Number(button.value) ? null : Number(button.value); show(); });

  // The columns of a sheet: `runform log import` reads them.
  const sheet = () => {
    const rows = [["done", "date", "what", "name", "side", "sets", "reps", "hold_s", "load_kg", "rpe", "pain", "form", "notes"]];
    for (const line of lines) {
      const id = line.dataset.exercise, own = all(line, ".boxes button").filter((t) => state.sets[t.id]);
      const planned = line.dataset.amount, typed = state.amount[id];
      const amountOf = (t) => (typed !== undefined && typed !== planned ? typed : t.dataset.amount);
      const groups = new Map();
      for (const t of own) {
        const g = `${t.dataset.side}|${amountOf(t)}`;
        groups.set(g, (groups.get(g) ?? 0) + 1);
      }
      // The same on both sides is one line.
      for (const [g, n] of [...groups]) {
        const [side, amount] = g.split("|");
        const other = `right|${amount}`;
        if (side !== "left" || !groups.has(other)) continue;
        const both = Math.min(n, groups.get(other));
        groups.set(`each|${amount}`, both);
        for (const [k, had] of [[g, n], [other, groups.get(other)]]) had === both ? groups.delete(k) : groups.set(k, had - both);
      }
      const load = String(state.load[id] ?? (Number(line.dataset.load) || "")).replace(",", ".");
      const held = line.dataset.held === "true";
      for (const [g, n] of groups) {
        const [side, amount] = g.split("|");
        rows.push(["x", said.date, id, line.querySelector("h2").textContent.trim(), side, n, held ? "" : amount, held ? amount : "", load, state.rpe ?? "", state.pain ?? "", "", ""]);
      }
    }
    const cell = (v) => (/[",\n]/.test(String(v)) ? `"${String(v).replaceAll('"', '""')}"` : String(v));
    return rows.map((r) => r.map(cell).join(",")).join("\n") + "\n";
  };
  document.getElementById("save").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = `data:text/csv;charset=utf-8,${encodeURIComponent(sheet())}`;
    link.download = `session-${said.date || "done"}.csv`;
    link.click();
  });
  document.getElementById("clear").addEventListener("click", () => {
    state = { sets: {}, amount: {}, load: {}, rpe: null, pain: null };
    bar.hidden = true;
    show();
  });
  show();
})();
