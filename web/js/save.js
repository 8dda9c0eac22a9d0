// Files for the reader.
import { tell } from "./tell.js";

/** A name for files about a recording: that of its file, without folder and ending. */
export const stemOf = (path) =>
  path.split(" + ").map((p) => p.split(/[\\/!=]/).pop().replace(/(\.(fit|tcx|gpx|csv|zip|gz|txt|json))+$/i, "")).join("_").replace(/[^\p{L}\p{N}._-]+/gu, "_").slice(0, 80) || "run";

export function save(content, name, state, type = "application/octet-stream") {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  tell(state.w("saved", name));
}
