// Opens a report in headless Chromium with the network off and holds it to what a reader may expect.
// usage: [PAGES=1] node check.mjs REPORT.html [FOLDER FOR SCREENSHOTS]
// PAGES: how many sheets of paper it must take.
// Prints one line a fault and ends with status 1 when there is any.
import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const report = resolve(process.argv[2]);
const url = pathToFileURL(report).href;
const shots = process.argv[3];
if (shots) mkdirSync(shots, { recursive: true });

const WIDTHS = [320, 768, 1440];
const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

async function open(where, options, use) {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  page.on("console", (message) => fault(where, `console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => fault(where, `error: ${error.message}`));
  page.on("request", (request) => { if (request.url() !== url) fault(where, `request: ${request.url()}`); });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(url, { waitUntil: "load" });
  await use(page);
  if (options.javaScriptEnabled !== false) {
    for (const violation of await page.evaluate(() => window.violations)) fault(where, `policy: ${violation}`);
  }
  await context.close();
}

async function checkLayout(where, page) {
  const overflow = await page.evaluate(() => {
    const root = document.documentElement;
    const wide = root.scrollWidth - root.clientWidth;
    if (wide <= 0) return null;
    const clips = (element) => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX);
    const clipped = (element) => {
      for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement) {
        if (clips(outer)) return true;
      }
      return false;
    };
    const name = (element) => `${element.localName}.${element.getAttribute("class") ?? ""} in ${element.closest("section")?.id ?? "?"}`;
    const guilty = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5 && !clipped(element));
    return `${wide} px: ${guilty.slice(0, 4).map(name).join(", ")}`;
  });
  if (overflow) fault(where, `the page scrolls sideways by ${overflow}`);
}

async function checkAccessibility(where, page) {
  // Our own script only may run in the page, so the checker is evaluated from outside of its policy.
  const results = await page.evaluate(`${axeSource}; axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })`);
  for (const violation of results.violations) {
    const nodes = violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ");
    fault(where, `axe ${violation.id} (${violation.nodes.length}): ${violation.help}: ${nodes}`);
  }
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of WIDTHS) {
    const where = `${colorScheme} ${width}`;
    await open(where, { colorScheme, viewport: { width, height: 900 } }, async (page) => {
      await checkLayout(where, page);
      if (width !== 768) await checkAccessibility(where, page);
      if (shots) {
        await page.screenshot({ path: join(shots, `${colorScheme}-${width}.png`) });
        await page.screenshot({ path: join(shots, `${colorScheme}-${width}-full.png`), fullPage: true });
      }
    });
  }
}

// Without script everything that is text with script must be there, in the same order.
let scripted = "";
await open("scripted text", { viewport: { width: 1440, height: 900 } }, async (page) => {
  scripted = await page.evaluate(() => document.querySelector("main h1, h1").textContent);
});
await open("no script", { javaScriptEnabled: false, viewport: { width: 1440, height: 900 } }, async (page) => {
  const title = await page.locator("h1").first().textContent();
  if (title !== scripted) fault("no script", "the title differs from the one with script");
  const empty = await page.locator("main section").evaluateAll(
    (sections) => sections.filter((section) => section.textContent.trim() === "").length).catch(() => 0);
  if (empty > 0) fault("no script", `${empty} empty sections`);
});

for (const format of ["A4", "Letter"]) {
  await open(`print ${format}`, {}, async (page) => {
    const pdf = await page.pdf({ format, preferCSSPageSize: false, path: shots ? join(shots, `print-${format}.pdf`) : undefined });
    const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
    if (process.env.PAGES && pages !== Number(process.env.PAGES)) fault(`print ${format}`, `${pages} pages`);
    if (pdf.length < 10_000) fault(`print ${format}`, "the PDF is nearly empty");
  });
}

await browser.close();
for (const line of faults) console.log(line);
console.log(`${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
