// Drives the card of a session as on a phone: ticks, timer, what is kept, what is saved.
// node gym.mjs MODULES CHROMIUM CARD.html OUT_FOLDER → problems as JSON
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [modules, executablePath, card, out] = process.argv.slice(2);
const require = createRequire(pathToFileURL(modules + "/"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const problems = [];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, bypassCSP: true, acceptDownloads: true });
const page = await context.newPage();
page.on("console", (m) => m.type() === "error" && problems.push(`console: ${m.text()}`));
page.on("pageerror", (e) => problems.push(`error: ${e.message}`));
page.on("request", (r) => !/^(file|data|blob):/.test(r.url()) && problems.push(`request: ${r.url()}`));
await page.goto(pathToFileURL(card).href);
const boxes = page.locator(".boxes button");
const n = await boxes.count();
if (n < 4) problems.push(`${n} sets`);
const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
if (wide) problems.push("wider than the phone");
const small = await page.evaluate(() => [...document.querySelectorAll("button:not([hidden])")].filter((b) => b.offsetParent && b.getBoundingClientRect().height < 40).map((b) => b.textContent));
if (small.length) problems.push(`hard to hit: ${small.join()}`);
await page.screenshot({ path: join(out, "gym-phone.png") });
// Every set but the last is ticked; the first exercise with other numbers.
for (let i = 0; i < n - 1; i += 1) await boxes.nth(i).tap();
if (!(await page.locator("#bar").isVisible())) problems.push("no timer after a set");
if (!/\d:\d\d/.test(await page.locator("#timer").textContent())) problems.push("the timer shows no time");
await page.screenshot({ path: join(out, "gym-rest.png") });
await page.locator("#skip").tap();
await page.locator(".amount").first().fill("9");
await page.locator(".load").first().fill("2,5");
await page.locator('#rpe button[value="7"]').tap();
await page.locator('#pain button[value="4"]').tap();
if (!(await page.locator("#stop-note").isVisible())) problems.push("pain of 4 is not answered");
await page.locator('#pain button[value="1"]').tap();
if (await page.locator("#stop-note").isVisible()) problems.push("the answer to pain stays");
await page.reload();
const pressed = await page.locator('.boxes button[aria-pressed="true"]').count();
if (pressed !== n - 1) problems.push(`${pressed} of ${n - 1} ticks kept`);
if (!(await page.locator("#count").textContent()).includes(String(n - 1))) problems.push("the count is off");
const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save").tap()]);
await download.saveAs(join(out, "session.csv"));
await page.addScriptTag({ content: axe });
for (const scheme of ["light", "dark"]) {
  await page.emulateMedia({ colorScheme: scheme });
  const found = await page.evaluate(() => window.axe.run());
  problems.push(...found.violations.map((v) => `axe, ${scheme}: ${v.id} ${v.nodes[0]?.html}`));
}
await page.emulateMedia({ media: "print", colorScheme: "light" });
writeFileSync(join(out, "gym.pdf"), await page.pdf({ preferCSSPageSize: true }));
await browser.close();
console.log(JSON.stringify(problems));
