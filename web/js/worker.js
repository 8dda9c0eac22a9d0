// The program, away from the page: one question at a time, files in, messages out. A defect
// ends the instance, never the worker; the next question meets a new one.
const text = { in: new TextDecoder(), out: new TextEncoder() };
/** Beyond this an instance is given up after its work: its memory never shrinks. */
const MOST_BYTES = 700 * 2 ** 20;
let program = null, instance = null, tell = () => {};

async function load() {
  const response = await fetch(new URL("../runform.wasm", import.meta.url));
  if (!response.ok) throw new Error(`runform.wasm: ${response.status}`);
  // Some hosts name another type of content, which streaming refuses.
  return WebAssembly.compile(await response.arrayBuffer());
}

function begin() {
  const bytes = (at, length) => new Uint8Array(instance.exports.memory.buffer, at, length);
  instance = new WebAssembly.Instance(program, {
    ...unused(),
    page: {
      tell: (said, length, at, bytesLength) =>
        tell(JSON.parse(text.in.decode(bytes(said >>> 0, length))), bytes(at >>> 0, bytesLength).slice()),
    },
  });
}

// Clocks and dice that libraries would like to have: nothing here may depend on either.
function unused() {
  const modules = {};
  for (const { module, name } of WebAssembly.Module.imports(program)) {
    modules[module] ??= {};
    modules[module][name] = () => { throw new Error(`${name} is not to be had`); };
  }
  return modules;
}

class NoRoom extends Error {}

function put(content) {
  const at = instance.exports.room(content.length) >>> 0;
  if (!at) throw new NoRoom();
  new Uint8Array(instance.exports.memory.buffer, at, content.length).set(content);
  return at;
}

// Files and texts of a question become places in the memory of the program.
async function placed(value) {
  if (value instanceof Blob) {
    let content;
    try {
      content = new Uint8Array(await value.arrayBuffer());
    } catch (error) {
      throw Object.assign(new Error("unreadable"), { cause: error });
    }
    return put(content);
  }
  if (value instanceof Uint8Array) return put(value);
  if (Array.isArray(value)) {
    const all = [];
    for (const one of value) all.push(await placed(one));
    return all;
  }
  if (value && typeof value === "object") {
    const all = {};
    for (const [key, one] of Object.entries(value)) all[key] = await placed(one);
    return all;
  }
  return value;
}

async function answer({ id, question }) {
  const post = (said, bytes) => postMessage({ id, said, bytes }, bytes ? [bytes.buffer] : []);
  let panicked = null;
  tell = (said, bytes) => {
    if (said.is === "panicked") panicked = said.what;
    else post(said, bytes);
  };
  try {
    program ??= await load();
  } catch (error) {
    post({ is: "broken", why: "noStart", what: String(error) });
    return post({ is: "done" });
  }
  try {
    if (!instance) begin();
    const wanted = put(text.out.encode(JSON.stringify(await placed(question))));
    const begun = performance.now();
    instance.exports.ask(wanted);
    const ms = performance.now() - begun;
    if (instance.exports.memory.buffer.byteLength > MOST_BYTES) instance = null;
    post({ is: "done", ms });
  } catch (error) {
    instance = null;
    const memory = error instanceof NoRoom || (error instanceof RangeError && !panicked);
    const why = error.message === "unreadable" ? "unreadable" : memory ? "memory" : "defect";
    post({ is: "broken", why, what: panicked ?? String(error) });
    post({ is: "done" });
  }
}

let last = Promise.resolve();
onmessage = ({ data }) => {
  last = last.then(() => answer(data));
};
