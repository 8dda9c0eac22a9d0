// Opens pages in headless Chromium and checks what a reader would notice.
//   node check.mjs MODULES CHROMIUM PAGE.html... [--only-open] [--shots DIR]
// Prints one JSON line per page; problems is empty where all is well.
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, executablePath, ...rest] = process.argv.slice(2);
const at = rest.indexOf("--shots");
const shots = at >= 0 ? resolve(rest[at + 1]) : null;
const onlyOpen = rest.includes("--only-open");
const pages = (at >= 0 ? rest.slice(0, at) : rest).filter((p) => p !== "--only-open");
if (shots) mkdirSync(shots, { recursive: true });
const require = createRequire(join(resolve(modules), "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const profile = mkdtempSync(join(tmpdir(), "runform-chromium-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  viewport: { width: 1280, height: 900 },
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  // Playwright evaluates past the page's own policy, as a reader's tools would.
  await page.evaluate(axe);
  const found = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags } }), wcag);
  return found.violations
    .filter((v) => ["serious", "critical"].includes(v.impact))
    .map((v) => `${v.id}: ${v.help} (${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 90)).join(" | ")})`);
}

// Boxes of texts of the first screen that lie over each other, or out of their part.
function overlaps() {
  const faults = [];
  const part = document.querySelector("section.first").getBoundingClientRect();
  const texts = [];
  const walk = document.createTreeWalker(document.querySelector("section.first"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const owner = node.parentElement;
    if (!node.textContent.trim() || owner.closest("svg, .hide") || !owner.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 1) texts.push({ box, owner, text: node.textContent.trim().slice(0, 30) });
  }
  texts.forEach((a, i) => {
    // What is wider than the screen has its own bar to move it by.
    const moves = a.owner.closest(".scroll")?.matches("[tabindex]");
    if (moves) return;
    if (a.box.right > part.right + 1 || a.box.left < part.left - 1) faults.push(`out of its part: ${a.text}`);
    for (const b of texts.slice(i + 1)) {
      if (a.owner === b.owner) continue;
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      // Line boxes of neighbours may touch; glyphs do not.
      if (wide > 2 && high > 4) faults.push(`"${a.text}" over "${b.text}"`);
    }
  });
  return faults.slice(0, 5);
}

// Filters, order and pages of a list do what they say.
async function checkList(page, problems) {
  const rows = page.locator("tr[data-item]");
  const seen = () => page.evaluate(() => [...document.querySelectorAll("tr[data-item]")].filter((e) => e.checkVisibility()).length);
  await page.evaluate(() => document.querySelectorAll(".filter-fold").forEach((d) => { d.open = true; }));
  const pattern = (await page.locator("#filters").getAttribute("data-shown")) ?? "N of M shown";
  const so = (n, m) => pattern.replace("N", n).replace("M", m);
  const told = () => page.locator("#shown").textContent();
  const all = await rows.count();
  const expect = (what, is, wanted) => { if (is !== wanted) problems.push(`list: ${what}: ${is}, not ${wanted}`); };
  const most = (await page.locator("#pager").count()) ? Number(await page.locator("#pager").getAttribute("data-size")) : all;
  expect("rows at first", await seen(), Math.min(all, most));
  expect("told at first", await told(), so(all, all));
  const search = page.locator("#filters input[type=search]");
  // Before a filter hides it: of a hidden row the lines of its text are not known.
  const first = await rows.first().locator("th").evaluate((th) => th.innerText.split("\n")[0]);
  await search.fill("no such thing as this");
  expect("rows of nothing", await seen(), 0);
  expect("told of nothing", await told(), so(0, all));
  expect("parts of nothing", await page.evaluate(() => [...document.querySelectorAll("div[data-item]")].filter((e) => e.checkVisibility()).length), 0);
  await search.fill(first.trim().slice(0, 8).toUpperCase());
  if ((await seen()) < 1) problems.push("list: a row is not found by its name");
  await search.fill(first.trim().slice(0, 8).replace(/[aeiou]/i, (vowel) => `${vowel}\u0301`));
  if ((await seen()) < 1) problems.push("list: an accent hides a row");
  await page.locator("#filters button[type=reset]").click();
  await page.waitForFunction((text) => document.getElementById("shown").textContent === text, so(all, all));
  for (const select of await page.locator("#filters select").all()) {
    const key = await select.getAttribute("data-key");
    for (const value of await select.locator("option").evaluateAll((o) => o.map((e) => e.value).filter((v) => v !== ""))) {
      await select.selectOption(value);
      const wanted = await page.evaluate(([key, value]) => [...document.querySelectorAll("tr[data-item]")]
        .filter((e) => (e.dataset[key] ?? "").split("|").includes(value)).length, [key, value]);
      expect(`${key} = ${value}`, await told(), so(wanted, all));
      expect(`rows of ${key} = ${value}`, await seen(), Math.min(wanted, most));
    }
    await select.selectOption("");
  }
  if (all > most) {
    const before = await page.evaluate(() => [...document.querySelectorAll("tr[data-item]")].find((e) => e.checkVisibility()).textContent);
    await page.locator("#pager button[data-go='1']").click();
    const after = await page.evaluate(() => [...document.querySelectorAll("tr[data-item]")].find((e) => e.checkVisibility()).textContent);
    if (before === after) problems.push("list: the page does not turn");
    await page.locator("#pager button[data-go='-1']").click();
  }
  for (const sort of await page.locator("button[data-sort]").all()) {
    const name = await sort.textContent();
    for (const way of ["ascending", "descending"]) {
      await sort.click();
      const wrong = await sort.evaluate((button, way) => {
        const head = button.closest("th");
        if (head.getAttribute("aria-sort") !== way) return `said ${head.getAttribute("aria-sort")}`;
        const at = [...head.parentElement.children].indexOf(head);
        const rows = [...head.closest("table").tBodies[0].rows];
        const values = rows.map((r) => r.children[at].dataset.order ?? r.children[at].textContent).filter((v) => v !== "");
        const numeric = values.every((v) => !Number.isNaN(Number(v)));
        const compare = numeric ? (a, b) => Number(a) - Number(b) : (a, b) => a.localeCompare(b);
        for (let i = 1; i < values.length; i += 1) {
          const order = compare(values[i - 1], values[i]);
          if (way === "ascending" ? order > 0 : order < 0) return `${values[i - 1]} before ${values[i]}`;
        }
        return null;
      }, way);
      if (wrong) problems.push(`list: ${name} ${way}: ${wrong}`);
    }
  }
  return { rows: all };
}

async function check(file) {
  const problems = [];
  const page = await context.newPage();
  const url = pathToFileURL(resolve(file)).href;
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && problems.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => problems.push(`script: ${e.message}`));
  page.on("request", (r) => r.url() !== url && !r.url().startsWith("data:") && problems.push(`request: ${r.url()}`));
  const begun = Date.now();
  await page.goto(url, { waitUntil: "load" });
  // Until the first picture is there, not only the text.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const opened_ms = Date.now() - begun;
  if (onlyOpen) {
    await page.close();
    return { page: basename(file), problems, opened_ms };
  }
  const shot = async (name, options = {}) => {
    if (shots) await page.screenshot({ path: join(shots, `${basename(file, ".html")}-${name}.png`), ...options });
  };

  // The first screen: no text over another, none cut off, at any width.
  const first = await page.locator("section.first").count();
  if (first) {
    for (const width of [320, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      problems.push(...(await page.evaluate(overlaps)).map((fault) => `first screen at ${width}: ${fault}`));
      await shot(`first-${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  // Folded parts open on request; all else is looked at with them open.
  const unfold = () => page.evaluate(() => document.querySelectorAll("details.fold").forEach((d) => { d.open = true; }));
  await unfold();

  // Every chart has a name, a size and something drawn in it.
  const charts = await page.evaluate(() => {
    const faults = [];
    const all = [...document.querySelectorAll("svg[role=img]")];
    const broken = /NaN|inf|undefined/i;
    for (const svg of all) {
      const name = svg.querySelector("title")?.textContent ?? "a chart without a name";
      const hidden = svg.closest("details:not([open])");
      const box = svg.getBoundingClientRect();
      if (!hidden && (box.width < 60 || box.height < 8)) faults.push(`${name}: ${box.width} × ${box.height}`);
      const drawn = [...svg.querySelectorAll("path, rect, circle")];
      if (!drawn.some((d) => d.tagName !== "path" || (d.getAttribute("d") ?? "").length > 4)) faults.push(`${name}: empty`);
      for (const d of drawn) for (const a of d.attributes) if (broken.test(a.value)) faults.push(`${name}: ${a.name}="${a.value.slice(0, 40)}"`);
    }
    return { count: all.length, faults };
  });
  problems.push(...charts.faults.map((f) => `chart: ${f}`));

  // Headings in order, one h1, unique ids, links within the page lead somewhere.
  problems.push(...await page.evaluate(() => {
    const faults = [];
    let before = 0;
    for (const h of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      const level = Number(h.tagName[1]);
      if (level > before + 1) faults.push(`heading ${h.textContent.trim()} jumps from h${before} to h${level}`);
      before = level;
    }
    if (document.querySelectorAll("h1").length !== 1) faults.push("not exactly one h1");
    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
    for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) faults.push(`id ${id} twice`);
    for (const a of document.querySelectorAll("a[href^='#']"))
      if (!document.getElementById(a.getAttribute("href").slice(1))) faults.push(`link to nowhere: ${a.getAttribute("href")}`);
    return faults;
  }));

  await shot("light", { fullPage: true });
  problems.push(...(await violations(page)).map((v) => `axe, light: ${v}`));

  // Hovering moves one cursor through all panels; the keyboard does the same.
  let hovered = null;
  const panels = await page.locator("#stack > .charts > .panel[id]").count();
  if (panels > 0) {
    const plot = page.locator("#stack > .charts > .panel[id] .plot").first();
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    await page.mouse.move(box.x + 0.35 * box.width, box.y + 0.5 * box.height);
    hovered = await page.evaluate(() => ({
      cursor: !document.querySelector(".cursor").hidden,
      left: document.querySelector(".cursor").style.left,
      moment: document.getElementById("moment").textContent,
      values: [...document.querySelectorAll("#stack > .charts > .panel[id] .now")].map((n) => n.textContent),
      slider: document.getElementById("slider").getAttribute("aria-valuetext"),
    }));
    if (!hovered.cursor || Math.abs(parseFloat(hovered.left) - 35) > 1) problems.push(`hover: cursor at ${hovered.left}`);
    if (!/^\d+:\d\d/.test(hovered.moment)) problems.push(`hover: time is "${hovered.moment}"`);
    if (hovered.values.some((v) => v === "")) problems.push(`hover: a panel says nothing (${hovered.values})`);
    if (!hovered.values.some((v) => /\d.* (min\/km|min\/mi|spm|bpm|ms)$/.test(v))) problems.push(`hover: no value with its unit (${hovered.values})`);
    await shot("hover");
    await page.mouse.move(5, 5);
    // What is told takes the room that is kept for it: nothing moves under the pointer.
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      problems.push(...await page.evaluate((width) => {
        const slider = document.getElementById("slider"), stack = document.getElementById("stack");
        const high = () => Math.round(stack.getBoundingClientRect().height);
        const still = high(), moved = new Set();
        const reasons = JSON.parse(document.getElementById("timeline-data").textContent).reason.split(" ");
        const some = reasons.map((r, k) => (reasons.indexOf(r) === k || k % 50 === 0 ? k : -1)).filter((k) => k >= 0);
        for (const k of some) {
          slider.value = k;
          slider.dispatchEvent(new Event("input"));
          if (high() !== still) moved.add(`${still} to ${high()} px at ${document.getElementById("moment").textContent}`);
        }
        slider.dispatchEvent(new Event("blur"));
        return [...moved].slice(0, 3).map((m) => `hover: at ${width} px wide the charts grow from ${m}`);
      }, width));
    }
    const before = await page.evaluate(() => document.getElementById("moment").textContent);
    if (before !== "") problems.push("hover: values stay when the pointer has left");
    await page.locator("#slider").focus();
    for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowRight");
    const text = await page.locator("#slider").getAttribute("aria-valuetext");
    if (!/\d+:\d\d/.test(text ?? "")) problems.push(`keyboard: the slider says "${text}"`);
    await page.locator("#slider").blur();
    // Dragging looks closer at every chart over time, the button and the keys go back.
    await plot.scrollIntoViewIfNeeded();
    const chart = await plot.boundingBox();
    const zoomed = () => page.evaluate(() => ({
      view: document.querySelector("#stack .plot svg").getAttribute("viewBox"),
      ticks: [...document.querySelector("#stack .time-axis").children].map((t) => t.textContent),
      out: !document.querySelector(".zoom-out").hidden,
      outside: [...document.querySelectorAll("#stack .overlay .band")].filter((b) => !b.hidden && (parseFloat(b.style.left) < -0.01 || parseFloat(b.style.left) + parseFloat(b.style.width) > 100.01)).length,
    }));
    const whole = await zoomed();
    await page.mouse.move(chart.x + 0.3 * chart.width, chart.y + 0.5 * chart.height);
    await page.mouse.down();
    await page.mouse.move(chart.x + 0.5 * chart.width, chart.y + 0.5 * chart.height, { steps: 4 });
    await page.mouse.move(chart.x + 0.7 * chart.width, chart.y + 0.5 * chart.height, { steps: 4 });
    await page.mouse.up();
    const near = await zoomed();
    const [from, , wide] = near.view.split(" ").map(Number);
    const long = JSON.parse(await page.locator("#timeline-data").textContent()).end_s;
    const least = 1000 * Math.min(1, 120 / long);
    if (Math.abs(wide - Math.max(400, least)) > 15 || (wide > least && Math.abs(from - 300) > 15)) problems.push(`zoom: the view is ${near.view}`);
    if (near.outside || (wide < 999 && (!near.out || near.ticks.join() === whole.ticks.join()))) problems.push(`zoom: ${JSON.stringify(near)}`);
    await shot("zoom");
    if (near.out) await page.locator(".zoom-out").first().click();
    const again = await zoomed();
    if (again.view.split(" ").map(Number).join() !== "0,0,1000,100" || again.ticks.join() !== whole.ticks.join() || again.out) problems.push(`zoom: back to ${JSON.stringify(again)}`);
    await page.locator("#slider").focus();
    await page.keyboard.press("+");
    if (wide < 999 && !(await zoomed()).out) problems.push("zoom: the key + does nothing");
    await page.keyboard.press("Escape");
    if ((await zoomed()).out) problems.push("zoom: Escape does not go back");
    await page.locator("#slider").blur();
    await page.mouse.move(5, 5);
  }

  // Dots against speed tell their half minute, and move the cursor of all charts.
  const dots = page.locator("figure.speed:has(.mark)").first();
  if (await dots.count()) {
    await dots.scrollIntoViewIfNeeded();
    const spot = await dots.evaluate((figure) => {
      const m = (figure.querySelector(".adjusted .mark.fresh") ?? figure.querySelector(".as-run .mark.fresh")).getAttribute("d").match(/M(-?[\d.]+) (-?[\d.]+)/);
      const box = figure.querySelector("svg").getBoundingClientRect(), scale = box.width / figure.querySelector("svg").viewBox.baseVal.width;
      return [box.left + (Number(m[1]) + 3.6) * scale, box.top + Number(m[2]) * scale];
    });
    await page.mouse.move(...spot);
    const told = await dots.evaluate((figure) => [figure.querySelector(".dot-now").textContent, document.querySelectorAll(".ring").length, document.querySelector("#stack .cursor").hidden]);
    if (!/^(fresh|tired|frisch|müde) · \d+:\d\d.* · \d+:\d\d · [\d.,]+ /.test(told[0])) problems.push(`dots: told "${told[0]}"`);
    if (told[1] < 1 || told[2]) problems.push(`dots: ${told[1]} rings, cursor hidden ${told[2]}`);
    await shot("dots");
    await page.mouse.move(5, 5);
  }
  const wave = page.locator("figure.speed:has(.wave)").first();
  const waves = await page.locator("figure.speed:has(.wave)").count();
  if (waves) {
    await wave.scrollIntoViewIfNeeded();
    const box = await wave.locator("svg").boundingBox();
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
    const told = await wave.locator(".dot-now").textContent();
    if (!/^\d+ % · .*-?\d+[.,]\d\d g/.test(told)) problems.push(`average step: told "${told}"`);
    await page.mouse.move(5, 5);
  }
  const steps = await page.locator(".panel.steps").count();

  // Every kind of chart can be saved, as a drawing and as a picture.
  for (const part of [".panel[id] .save", "figure.speed:has(.mark) .save", "figure.speed:has(.wave) .save", ".panel.steps .save"]) {
    const save = page.locator(part).first();
    if (!(await save.count())) continue;
    for (const kind of ["SVG", "PNG"]) {
      const [file] = await Promise.all([page.waitForEvent("download", { timeout: 5000 }), save.getByText(kind, { exact: true }).click()]);
      const saved = readFileSync(await file.path());
      const sound = kind === "SVG" ? saved.toString().startsWith("<svg") && !/var\(|NaN/.test(saved.toString()) : saved.subarray(1, 4).toString() === "PNG" && saved.length > 2000;
      if (!sound) problems.push(`save: ${part} ${kind}: ${saved.length} bytes`);
      if (shots) writeFileSync(join(shots, `${basename(file.suggestedFilename())}`), saved);
    }
  }
  const list = (await page.locator("#filters").count()) ? await checkList(page, problems) : null;

  // By keyboard alone: every control can be reached with Tab.
  await page.reload({ waitUntil: "load" });
  for (let i = 0; i < 400; i += 1) {
    await page.keyboard.press("Tab");
    const id = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      e.dataset.reached = "1";
      return e.tagName;
    });
    if (id === null && i > 0) break;
  }
  problems.push(...await page.evaluate(() => {
    const shown = (e) => e.getClientRects().length > 0 && !e.closest("details:not([open])") || e.matches("summary");
    const visible = (e) => e.checkVisibility ? e.checkVisibility() : shown(e);
    const all = [...document.querySelectorAll("a[href], summary, input, select, button:not(:disabled), [tabindex='0']")];
    // Of a group of radio buttons, Tab reaches the chosen one and arrows the others.
    return all.filter((e) => visible(e) && !(e.type === "radio" && !e.checked) && !e.dataset.reached)
      .map((e) => `keyboard: not reached: ${e.outerHTML.slice(0, 80)}`).slice(0, 5);
  }));

  // Values at equal pace: the choice works without a script.
  const equal = page.locator("#equal");
  if (await equal.count()) {
    await unfold();
    await page.locator("#as-run").check();
    const run = await page.evaluate(() => [...document.querySelectorAll(".adjusted")].filter((e) => getComputedStyle(e).display !== "none").length);
    if (run > 0) problems.push(`as run: ${run} charts at equal pace`);
    await shot("as-run", { fullPage: true });
    await equal.check();
    const shown = await page.evaluate(() => {
      const seen = (e) => getComputedStyle(e).display !== "none";
      const adjusted = [...document.querySelectorAll("#stack > .charts > .panel .adjusted, .figures .adjusted")];
      const left = [...document.querySelectorAll(".as-run")].filter((e) => e.nextElementSibling?.classList.contains("adjusted") && seen(e));
      return { adjusted: adjusted.length > 0 && adjusted.every(seen), left: left.length };
    });
    if (!shown.adjusted || shown.left > 0) problems.push(`equal pace: ${JSON.stringify(shown)}`);
    await page.evaluate(() => document.querySelectorAll("details.fold").forEach((d) => { d.open = false; }));
  }

  // Dark, phone, print.
  await page.emulateMedia({ colorScheme: "dark" });
  await shot("dark", { fullPage: true });
  problems.push(...(await violations(page)).map((v) => `axe, dark: ${v}`));
  await page.emulateMedia({ colorScheme: "light" });
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) problems.push(`phone: ${wide} px wider than ${width}`);
  }
  await shot("phone", { fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
  const print = {};
  for (const format of ["A4", "Letter"]) {
    const pdf = await page.pdf({ format, printBackground: true, preferCSSPageSize: false,
      ...(shots ? { path: join(shots, `${basename(file, ".html")}-${format}.pdf`) } : {}) });
    print[format] = (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
    // The page of a run stands alone on one sheet, its folded parts closed.
    // A team has a sheet for all, and one for every four cards.
    const cards = await page.locator(".runner-card").count();
    const most = cards ? 1 + Math.ceil(cards / 4) : first ? 2 : 16;
    if (print[format] < 1 || print[format] > most) problems.push(`print: ${print[format]} pages on ${format}`);
  }
  // Nothing is cut off at the side of the paper (A4 less margins at 96 dpi).
  await page.emulateMedia({ media: "print" });
  // What is drawn on the screen is drawn on paper.
  problems.push(...await page.evaluate(() => [...document.querySelectorAll("svg rect, svg circle, svg path")]
    .filter((e) => !e.closest("details:not([open]), clipPath, .overlay, .adjusted") && e.getAttribute("d") !== "" && getComputedStyle(e).display === "none")
    .slice(0, 3).map((e) => `print: not drawn: ${e.outerHTML.slice(0, 80)}`)));
  await page.setViewportSize({ width: 703, height: 1000 });
  const cut = await page.evaluate(() => [...document.querySelectorAll("main *, .head *")]
    .filter((e) => { const b = e.getBoundingClientRect(); return b.width > 0 && b.right > window.innerWidth + 2 && !e.closest("svg, .overlay, .plot, .time-axis"); })
    .slice(0, 3).map((e) => `print: cut off: ${e.outerHTML.slice(0, 80)} (${Math.round(e.getBoundingClientRect().right)})`));
  problems.push(...cut);
  await page.close();
  return { page: basename(file), problems, charts: charts.count, panels, waves, steps, opened_ms, print, hovered, list };
}

let failed = false;
for (const file of pages) {
  const result = await check(file).catch((e) => ({ page: basename(file), problems: [`check: ${e.stack}`] }));
  failed ||= result.problems.length > 0;
  console.log(JSON.stringify(result));
}
await context.close();
rmSync(profile, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
