// A report, as large as the window: its own page, in a frame that can reach nothing.
import { ask, said } from "./program.js";
import { save, stemOf } from "./save.js";
import { day } from "./runs.js";
import { tell } from "./tell.js";

const el = (id) => document.getElementById(id);
const text = new TextDecoder();

export class Reader {
  constructor(state, { plan }) {
    Object.assign(this, { state, shown: null, page: null });
    el("back").addEventListener("click", () => history.back());
    addEventListener("popstate", () => this.hide());
    el("save-page").addEventListener("click", () => save(this.page, `${this.stem()}.html`, state, "text/html"));
    el("save-json").addEventListener("click", () => this.saveJson());
    el("open-plan").addEventListener("click", () => plan(this.shown));
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.shown && !document.querySelector("dialog[open]")) history.back();
    });
  }

  stem() {
    return this.shown === "trend" ? "trend" : stemOf(this.shown.about.path);
  }

  title() {
    const { state, shown } = this;
    return shown === "trend" ? state.w("trendTitle", state.runs.length) : day(shown, state) || stemOf(shown.about.path);
  }

  open(run) { return this.show(run); }

  openTrend() { return this.show("trend"); }

  async show(what) {
    if (!this.shown) history.pushState({ report: true }, "");
    this.shown = what;
    el("reader-title").textContent = this.title();
    document.body.classList.add("reading");
    el("main").hidden = true;
    el("reader").hidden = false;
    el("open-plan").hidden = what === "trend";
    await this.fill();
    el("reader-title").focus();
    tell(this.state.w("opened", this.title()));
  }

  /** In another language or other units. */
  again() { return this.shown ? this.fill() : null; }

  async fill() {
    const what = this.shown;
    const bytes = what === "trend" ? await this.trend("page") : await this.state.page(what);
    if (!bytes || this.shown !== what) return;
    this.page = bytes;
    // Links to sources open beside the report, not in its frame, which may load nothing.
    const shown = text.decode(bytes).replaceAll('<a href="http', '<a target="_blank" href="http');
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = URL.createObjectURL(new Blob([shown], { type: "text/html;charset=utf-8" }));
    el("reader-title").textContent = this.title();
    // A new frame, not another page in the old one: that would be a step on the way back.
    const frame = el("report").cloneNode();
    frame.title = this.state.w("report", this.title());
    const loaded = new Promise((ready) => frame.addEventListener("load", ready, { once: true }));
    frame.src = this.url;
    el("report").replaceWith(frame);
    await loaded;
  }

  async trend(form) {
    const documents = this.state.runs.map((r) => r.bytes);
    const done = await ask({ do: "trend", documents, form, reader: this.state.reader() }, { first: true });
    return said(done, "file")?.bytes;
  }

  async saveJson() {
    const bytes = this.shown === "trend" ? await this.trend("json") : this.shown.bytes;
    if (bytes) save(bytes, this.shown === "trend" ? "trend.json" : `${this.stem()}.analysis.json`, this.state, "application/json");
  }

  close() { if (this.shown) history.back(); }

  hide() {
    if (!this.shown) return;
    const run = this.shown;
    this.shown = null;
    el("plan").close?.();
    el("reader").hidden = true;
    el("main").hidden = false;
    document.body.classList.remove("reading");
    el("report").removeAttribute("src");
    if (run === "trend") el("trend").focus();
    else if (run.button?.isConnected) run.button.focus();
  }
}
