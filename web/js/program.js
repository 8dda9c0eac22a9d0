// Questions to the worker, one at a time; what a reader waits for goes first.
let worker = null, asked = 0, current = null;
const waiting = [];

function start() {
  worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data: { id, said, bytes } }) => {
    if (!current || current.id !== id) return;
    if (said.is !== "done") {
      current.heard.push({ said, bytes });
      current.hear?.(said, bytes);
      return;
    }
    const { resolve, heard } = current;
    current = null;
    resolve({ heard, ms: said.ms });
    next();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const broken = current;
    current = null;
    worker.terminate();
    worker = null;
    broken?.hear?.({ is: "broken", why: "noStart", what: event.message });
    broken?.resolve({ heard: [{ said: { is: "broken", why: "noStart", what: event.message } }] });
    next();
  };
}

function next() {
  if (current || !waiting.length) return;
  if (!worker) start();
  current = waiting.shift();
  worker.postMessage({ id: current.id, question: current.question });
}

/** Asks; resolves with all that was heard when it is done. */
export function ask(question, { hear = null, first = false } = {}) {
  return new Promise((resolve) => {
    const one = { id: (asked += 1), question, hear, resolve, heard: [] };
    if (first) waiting.unshift(one);
    else waiting.push(one);
    next();
  });
}

/** Ends what is being done and drops what waits. */
export function stop() {
  worker?.terminate();
  worker = null;
  const dropped = [current, ...waiting].filter(Boolean);
  current = null;
  waiting.length = 0;
  for (const one of dropped) one.resolve({ heard: one.heard, stopped: true });
}

/** The last thing heard of a kind. */
export const said = ({ heard }, kind) => heard.findLast((h) => h.said.is === kind);
