// The page of web/ in headless Chromium, held against the command line.
//   node web.mjs MODULES CHROMIUM DIST RUNFORM [--shots DIR]
// With RUNFORM_TEST_DATA real recordings are among the files. Ends with 1 and the list of
// faults where there are any.
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join, resolve } from "node:path";

const [modules, executablePath, dist, runform, ...rest] = process.argv.slice(2);
const shots = rest[0] === "--shots" ? resolve(rest[1]) : null;
if (shots) mkdirSync(shots, { recursive: true });
const require = createRequire(join(resolve(modules), "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const program = resolve(runform);
const sample = resolve("data/samples/tired_long_run.fit");
const scratch = mkdtempSync(join(tmpdir(), "runform-web-"));
const faults = [];
const fault = (what) => { faults.push(what); console.log(`FAULT ${what}`); };
const same = (what, a, b) => {
  if (Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0) return console.log(`same bytes: ${what} (${a.length})`);
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return fault(`${what}: other bytes from ${at} of ${a.length} and ${b.length}: ${Buffer.from(a).subarray(Math.max(0, at - 60), at + 40)} | ${Buffer.from(b).subarray(Math.max(0, at - 60), at + 40)}`);
};
const cli = (folder, ...args) =>
  execFileSync(program, args, { cwd: folder, maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, LC_ALL: "C" } });

// A static host, and what was asked of it.
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
function host(folder, replaced = {}) {
  const asked = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    asked.push(path);
    const file = join(folder, path === "/" ? "index.html" : path.slice(1));
    const content = replaced[path] ?? (existsSync(file) ? readFileSync(file) : null);
    if (!content) return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(content);
  });
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready({ server, asked, url: `http://127.0.0.1:${server.address().port}/` })));
}

const browser = () => chromium.launchPersistentContext(mkdtempSync(join(scratch, "profile-")), {
  executablePath, headless: true, viewport: { width: 1280, height: 900 }, locale: "en-IE", acceptDownloads: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** A page whose console and requests are watched. */
async function watched(context, url) {
  const page = await context.newPage();
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && fault(`console: ${m.text()}`));
  page.on("pageerror", (e) => fault(`script: ${e.message}`));
  context.on("request", (r) => {
    const to = r.url();
    if (!to.startsWith(url) && !to.startsWith("blob:") && !to.startsWith("data:")) fault(`request to ${to}`);
  });
  return page;
}

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
async function looksRight(page, what) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) fault(`${what}: ${wide} px wider than ${width}`);
      if (shots) await page.waitForTimeout(400); // a frame is drawn by another process
      if (shots) await page.screenshot({ path: join(shots, `${what}-${width}-${colorScheme}.png`) });
    }
    await page.evaluate(axe);
    const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags }, iframes: false }), wcag);
    for (const v of found.violations) fault(`axe, ${what}, ${colorScheme}: ${v.id}: ${v.help} (${v.nodes[0].html.slice(0, 90)})`);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

async function downloaded(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const opened = (page) => page.waitForFunction(() => document.body.classList.contains("reading")
  && document.getElementById("told").textContent !== "" && document.getElementById("report").src, null, { timeout: 300_000 });
const idle = (page, least) => page.waitForFunction((n) => document.getElementById("work").hidden
  && document.querySelectorAll("#list > li, #problem-list > li, .group").length >= n, least, { timeout: 600_000 });

/** Drops files and waits for the report of their one run: its document, and how long it took. */
async function one(page, files) {
  await fresh(page);
  const begun = Date.now();
  await page.setInputFiles("#files", files);
  await opened(page);
  const ms = Date.now() - begun;
  return { ms, json: (await downloaded(page, () => page.click("#save-json"))).bytes };
}

async function fresh(page) {
  if (await page.evaluate(() => document.body.classList.contains("reading"))) await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.body.classList.contains("reading"));
  if (await page.locator("#clear").isVisible()) await page.click("#clear");
}

const frame = (page) => page.frames().find((f) => f !== page.mainFrame() && f.url().startsWith("blob:"));

// The first visit, then none: the host is gone and so is the network.
const { server, asked, url } = await host(resolve(dist));
const context = await browser();
const page = await watched(context, url);
await page.goto(url);
await page.waitForFunction(() => document.querySelectorAll("#placement option").length > 5);
await page.evaluate(() => navigator.serviceWorker.ready.then(() => new Promise((ok) => setTimeout(ok, 300))));
const transferred = asked.filter((p, i) => asked.indexOf(p) === i);
console.log(`first visit: ${transferred.length} files: ${transferred.join(" ")}`);
server.closeAllConnections();
await new Promise((closed) => server.close(closed));
await context.setOffline(true);
await page.reload();
await page.waitForFunction(() => document.querySelectorAll("#placement option").length > 5);
console.log("offline: the page comes up");
await looksRight(page, "start");

// The sample: report, document, page and plan are those of the command line.
await page.focus("#language");
const order = [];
for (let i = 0; i < 6; i += 1) {
  await page.keyboard.press("Tab");
  order.push(await page.evaluate(() => document.activeElement.id || document.activeElement.tagName));
}
for (const id of ["units", "files", "sample"]) if (!order.includes(id)) fault(`keyboard: ${id} is not reached (${order})`);
const folder = dirname(sample), name = basename(sample);
const told = await one(page, [sample]);
same("document of the sample", told.json, cli(folder, "analyze", name, "--format", "json"));
console.log(`sample: ${told.ms} ms from the choice to the report`);
const html = join(scratch, "sample.html");
cli(folder, "analyze", name, "--html", html, "--language", "en");
same("page of the sample", (await downloaded(page, () => page.click("#save-page"))).bytes, readFileSync(html));
await looksRight(page, "report");
const inside = frame(page);
if (!inside) fault("the report is in no frame");
else {
  const h1 = await inside.locator("h1").count(), charts = await inside.locator("svg[role=img]").count();
  if (h1 !== 1 || charts < 3) fault(`the report has ${h1} titles and ${charts} charts`);
  const live = await inside.locator("button").count();
  if (live < 3) fault("the script of the report did not run");
}
const document_ = join(scratch, "sample.analysis.json");
writeFileSync(document_, told.json);
await page.click("#open-plan");
await looksRight(page, "plan");
await page.fill("#plan-start", "2027-03-01");
for (const [button, form] of [["calendar", "ics"], ["markdown", "markdown"], ["sheet", "csv"]]) {
  const made = await downloaded(page, () => page.click(`#plan button[value=${button}]`));
  same(`plan as ${form}`, made.bytes, cli(scratch, "plan", document_, "--start", "2027-03-01", "--format", form));
}
await page.click("#plan-close");
// In German and miles the open report follows.
await page.keyboard.press("Escape");
await page.waitForFunction(() => !document.body.classList.contains("reading"));
await page.selectOption("#language", "de");
await page.selectOption("#units", "imperial");
await page.click(".run-open");
await opened(page);
await page.waitForFunction(() => document.documentElement.lang === "de");
cli(folder, "analyze", name, "--html", html, "--language", "de", "--units", "imperial", "--force");
same("page in German and miles", (await downloaded(page, () => page.click("#save-page"))).bytes, readFileSync(html));
await looksRight(page, "report-de");
await page.keyboard.press("Escape");
await page.waitForFunction(() => !document.body.classList.contains("reading"));
await page.selectOption("#language", "en");
await page.selectOption("#units", "metric");
await page.waitForFunction(() => document.documentElement.lang === "en");

// Two feet of one run, told by their names.
cli(scratch, "simulate", "imu", "--profile", "collapse", "--placement", "left_foot,right_foot", "--rate", "100", "--minutes", "12", "--out", "pair");
const pair = ["left_foot", "right_foot"].map((place) => join(scratch, "pair", `run_0001_${place}.csv`));
const both = await one(page, pair);
const joined = pair.flatMap((file) => ["--imu", `${basename(file).includes("left") ? "left_foot" : "right_foot"}=${basename(file)}`]);
same("document of a pair of sensors", both.json, cli(join(scratch, "pair"), "analyze", ...joined, "--format", "json"));
await page.keyboard.press("Escape");
await page.waitForFunction(() => !document.body.classList.contains("reading"));
await page.click("#list .plain");
await looksRight(page, "pair");
await page.click(".group button:not(.main-button)");
await idle(page, 2);
if (await page.locator("#list > li").count() !== 2) fault("apart, two sensors are not two runs");

// An hour of one sensor.
cli(scratch, "simulate", "imu", "--profile", "collapse", "--placement", "sacrum", "--rate", "100", "--minutes", "60", "--out", "hour");
const hour = await one(page, [join(scratch, "hour", "run_0001_sacrum.csv")]);
console.log(`an hour at 100 Hz: ${hour.ms} ms from the choice to the report`);
same("document of an hour of a sensor", hour.json, cli(join(scratch, "hour"), "analyze", "run_0001_sacrum.csv", "--format", "json"));

// What is no recording is told, and nothing stops.
const broken = join(scratch, "broken.fit");
writeFileSync(broken, readFileSync(sample).subarray(0, 40));
const noise = join(scratch, "noise.csv");
writeFileSync(noise, "a,b\n1,2\n");
await fresh(page);
await page.setInputFiles("#files", [broken, noise, sample]);
await idle(page, 3);
if (await page.locator("#problem-list > li").count() !== 2) fault("two broken files are not two problems");

// Real recordings.
const data = process.env.RUNFORM_TEST_DATA;
if (!data) console.log("SKIPPED real recordings: RUNFORM_TEST_DATA is not set");
else {
  const files = [
    "fit/xiangli_12601362383_fenix7pro.fit", "fit/gc_Fr955andStryd.fit", "tcx/trackeR_2013-06-09-165756.TCX.gz",
    "gpx/msimms_20210119_run_fenix6.gpx", "csv_stryd_powercenter/stryd_4510231301619712.csv",
  ].map((file) => join(resolve(data), "watch", file));
  const documents = [];
  for (const file of files) {
    const real = await one(page, [file]);
    console.log(`${basename(file)}: ${real.ms} ms`);
    same(`document of ${basename(file)}`, real.json, cli(dirname(file), "analyze", basename(file), "--format", "json"));
    documents.push(real.json);
  }
  await fresh(page);
  await page.setInputFiles("#files", files);
  await idle(page, files.length);
  await looksRight(page, "list");
  await page.click("#trend");
  await opened(page);
  const kept = documents.map((content, i) => {
    writeFileSync(join(scratch, `${i}.analysis.json`), content);
    return `${i}.analysis.json`;
  });
  const trend = join(scratch, "trend.html");
  same("trend as a document", (await downloaded(page, () => page.click("#save-json"))).bytes, cli(scratch, "trend", ...kept, "--format", "json"));
  cli(scratch, "trend", ...kept, "--html", trend, "--language", "en");
  same("trend as a page", (await downloaded(page, () => page.click("#save-page"))).bytes, readFileSync(trend));
  await looksRight(page, "trend");
}
await context.close();

// What the policy forbids cannot be done, even by a script in the page.
const again = await host(resolve(dist));
const other = await browser();
const outside = await host(scratch);
const tried = await other.newPage();
await tried.goto(again.url);
const sent = await tried.evaluate(async (to) => {
  const ways = {
    fetch: () => fetch(to, { method: "POST", body: "x", mode: "no-cors" }).then(() => true, () => false),
    beacon: () => navigator.sendBeacon(`${to}beacon`, "x") && false,
    image: () => new Promise((ok) => { const i = new Image(); i.onload = () => ok(true); i.onerror = () => ok(false); i.src = `${to}image`; }),
    inline: () => { const s = document.createElement("script"); s.textContent = "window.ran = true"; document.body.append(s); return window.ran === true; },
  };
  const done = [];
  for (const [name, way] of Object.entries(ways)) if (await way()) done.push(name);
  return done;
}, outside.url);
if (sent.length || outside.asked.length) fault(`the policy lets through: ${sent} ${outside.asked}`);
await other.close();

// A defect ends one question, not the page: a program that does nothing but stop.
const trap = Buffer.from([
  "0061736d01000000", "010a0260017f017f60017f00", "0303020001", "0503010040",
  "071703066d656d6f7279020004726f6f6d00000361736b0001", "0a0b020500418008" + "0b0300000b",
].join(""), "hex");
const trapped = await host(resolve(dist), { "/runform.wasm": trap });
const third = await browser();
const stopped = await third.newPage();
stopped.on("pageerror", (e) => fault(`script, after a defect: ${e.message}`));
await stopped.goto(trapped.url);
for (const round of [1, 2]) {
  await stopped.setInputFiles("#files", [sample]);
  await idle(stopped, round).catch(() => fault(`after defect ${round} the page hangs`));
}
if (!(await stopped.locator("#problem-list").textContent()).includes("A defect of the program")) fault("a defect is not told");
await third.close();

for (const each of [again, outside, trapped]) { each.server.closeAllConnections(); each.server.close(); }
rmSync(scratch, { recursive: true, force: true });
console.log(faults.length ? `${faults.length} faults` : "no faults");
process.exit(faults.length ? 1 : 0);
