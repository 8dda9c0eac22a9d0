// Files out of a drop or a choice, and which of them may be the sensors of one run.
import { ask, said } from "./program.js";

/** Files of a drop, through all levels of its folders, each with its path. */
export async function dropped(transfer) {
  const entries = [...transfer.items].map((i) => i.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return chosen(transfer.files);
  const files = [];
  const walk = async (entry, folder) => {
    if (entry.isFile) {
      const file = await new Promise((ok, no) => entry.file(ok, no)).catch(() => null);
      if (file) files.push({ name: folder + file.name, file });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      // A folder is given in parts, until one is empty.
      const some = await new Promise((ok, no) => reader.readEntries(ok, no)).catch(() => []);
      if (!some.length) return;
      for (const one of some) await walk(one, `${folder}${entry.name}/`);
    }
  };
  for (const entry of entries) await walk(entry, "");
  return sorted(files);
}

/** Files of a choice. */
export const chosen = (list) =>
  sorted([...list].map((file) => ({ name: file.webkitRelativePath || file.name, file })));

function sorted(files) {
  const seen = files.filter(({ name }) => !name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX"));
  return seen.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** What the first bytes say: a watch's file, an archive, or what may be a table of a sensor. */
async function kind({ file }) {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer().catch(() => new ArrayBuffer(0)));
  const is = (at, ...bytes) => bytes.every((b, i) => head[at + i] === b);
  if (is(8, 0x2e, 0x46, 0x49, 0x54)) return "watch";
  if (is(0, 0x50, 0x4b)) return "archive";
  const first = head.find((b) => ![0xef, 0xbb, 0xbf, 0x20, 0x0a, 0x0d, 0x09].includes(b));
  return first === 0x3c ? "watch" : "table";
}

const PLACES = /left|right|links|rechts|foot|fuss|fuß|shoe|schuh|shank|tibia|shin|sacrum|waist|chest|pelvis|wrist|(?<![a-z])[lr](?![a-z])/g;

/** The name without what tells a place: what the sensors of one run have in common. */
const stem = (name) => name.toLowerCase().replace(/\.[a-z0-9.]+$/, "").replace(PLACES, "").replace(/[^a-z0-9/]+/g, "");

/** Where all differ and all are known, no question is open. */
export const settled = (sensors) =>
  sensors.length > 1 && sensors.every((s) => s.placement) && new Set(sensors.map((s) => s.placement)).size === sensors.length;

/**
 * Sorts files into those that stand alone and groups of sensors. `look` is told what is
 * looked at. A group that is not settled waits for the reader.
 */
export async function sort(files, reading, look) {
  const kinds = await Promise.all(files.map(kind));
  const tables = files.filter((_, i) => kinds[i] === "table");
  const watches = files.filter((_, i) => kinds[i] === "watch");
  if (tables.length < 2) return { alone: files, groups: [] };
  const sensors = [];
  for (const one of tables) {
    look(one.name);
    const heard = said(await ask({ do: "look", file: { name: one.name, at: one.file }, reading }), "looked");
    const found = heard?.said.sensors ?? [];
    if (found.length !== 1 || found[0].placements.length !== 1) continue;
    const placement = found[0].placements[0];
    sensors.push({ ...one, placement: placement === "unknown" ? "" : placement });
  }
  const groups = grouped(sensors).map((sensors) => ({
    sensors,
    settled: settled(sensors),
    watches,
    watch: watches.length === 1 ? watches[0] : null,
  }));
  // With several groups nobody knows whose the watch is.
  if (groups.length > 1) for (const group of groups) group.watch = null;
  const taken = new Set(groups.flatMap((g) => g.sensors.map((s) => s.file)));
  return { alone: files.filter((f) => !taken.has(f.file)), groups };
}

function grouped(sensors) {
  if (sensors.length < 2) return [];
  if (settled(sensors)) return [sensors];
  const by = new Map();
  for (const sensor of sensors) {
    const key = stem(sensor.name);
    by.set(key, [...(by.get(key) ?? []), sensor]);
  }
  const groups = [...by.values()].filter((group) => group.length > 1);
  // Names that have nothing in common: one question about all of a few, none about many.
  if (!groups.length) return sensors.length <= 4 && sensors.some((s) => !s.placement) ? [sensors] : [];
  return groups;
}
