// Opens a report in headless Chromium with the network off and holds it to what a reader may expect.
// usage: [PAGES=1] [MOST_PAGES=14] [QUICK=1] [OPENS=1000] node check.mjs REPORT.html [FOLDER FOR SCREENSHOTS]
// PAGES: how many sheets of paper it must take. MOST_PAGES: how many it may. OPENS: in how many milliseconds of its own it must be open and its script done. QUICK leaves out dark mode and the middle width, for pages whose like is
// checked in full elsewhere.
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

const QUICK = process.env.QUICK === "1";
const WIDTHS = QUICK ? [320, 1440] : [320, 768, 1440];
const SCHEMES = QUICK ? ["light"] : ["light", "dark"];
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

// Text of charts: whole, inside its drawing, and not on other text.
async function checkCharts(where, page) {
  const found = await page.evaluate(() => {
    const said = [];
    for (const svg of document.querySelectorAll("figure > svg")) {
      const frame = svg.getBoundingClientRect();
      if (frame.width === 0) continue;
      const name = svg.closest("figure").id;
      const texts = [...svg.querySelectorAll("text")].map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
      for (const { words, box } of texts) {
        if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
          said.push(`${name}: "${words}" is clipped`);
        }
      }
      texts.forEach((one, place) => texts.slice(place + 1).forEach((other) => {
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // Line boxes are higher than letters: a third of a line is air.
        if (wide > 1 && high > Math.min(one.box.height, other.box.height) * 0.35) said.push(`${name}: "${one.words}" lies on "${other.words}"`);
      }));
    }
    return said;
  });
  for (const line of found.slice(0, 8)) fault(where, line);
}

async function checkAccessibility(where, page) {
  // Our own script only may run in the page, so the checker is evaluated from outside of its policy.
  const results = await page.evaluate(`${axeSource}; axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })`);
  for (const violation of results.violations) {
    const nodes = violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ");
    fault(where, `axe ${violation.id} (${violation.nodes.length}): ${violation.help}: ${nodes}`);
  }
}

for (const colorScheme of SCHEMES) {
  for (const width of WIDTHS) {
    const where = `${colorScheme} ${width}`;
    await open(where, { colorScheme, viewport: { width, height: 900 } }, async (page) => {
      await checkLayout(where, page);
      await checkCharts(where, page);
      if (width !== 768) await checkAccessibility(where, page);
      if (shots) {
        await page.screenshot({ path: join(shots, `${colorScheme}-${width}.png`) });
        await page.screenshot({ path: join(shots, `${colorScheme}-${width}-full.png`), fullPage: true });
      }
    });
  }
}

// What is copied must be answerable where it is pasted: each question with what it rests on.
await open("copied", { viewport: { width: 1440, height: 900 } }, async (page) => {
  const copied = await page.evaluate(() => {
    const button = document.querySelector(".work .copy button");
    if (!button) return null;
    let text = "";
    Object.defineProperty(navigator, "clipboard", { value: { writeText: (all) => { text = all; return Promise.resolve(); } } });
    button.click();
    return text;
  });
  const [, ...questions] = copied === null ? [] : copied.split("\n");
  if (copied !== null && questions.length === 0) fault("copied", "no question");
  for (const line of questions) {
    if (!/^- [^:]+: .+ \(.+\)$/.test(line)) fault("copied", line);
  }
});

// Without script every word that is there with script must be there, in the same order. What the script adds is marked.
const words = () => {
  const body = document.body.cloneNode(true);
  body.querySelectorAll("script, style, .tools, .scope, .copy, thead .paper").forEach((element) => element.remove());
  return body.textContent.replace(/\s+/g, " ").trim();
};
let scripted = "";
await open("with script", { viewport: { width: 1440, height: 900 } }, async (page) => { scripted = await page.evaluate(words); });
await open("no script", { javaScriptEnabled: false, viewport: { width: 1440, height: 900 } }, async (page) => {
  // Without script the page cannot be asked from inside; its own text is read from the document as it was parsed.
  const plain = await page.locator("body").evaluate((body) => {
    const copy = body.cloneNode(true);
    copy.querySelectorAll("script, style").forEach((element) => element.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  });
  if (plain !== scripted) {
    let at = 0;
    while (plain[at] === scripted[at]) at += 1;
    fault("no script", `differs from the page with script at "${plain.slice(at, at + 40)}" and "${scripted.slice(at, at + 40)}"`);
  }
});

// Open and interactive in time, the best of three: the time that the page itself takes to be read, laid out and scripted,
// on its own thread. Others who use the machine meanwhile do not count, as they do in time by the clock.
if (process.env.OPENS) {
  const times = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const context = await browser.newContext({ offline: true, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.goto(url, { waitUntil: "load" });
    const { metrics } = await session.send("Performance.getMetrics");
    times.push(Math.round(1000 * metrics.find((metric) => metric.name === "TaskDuration").value));
    await context.close();
  }
  const best = Math.min(...times);
  console.log(`opens in ${best} ms`);
  if (best > Number(process.env.OPENS)) fault("opening", `takes ${best} ms`);
}

// Forced colours: charts must not vanish.
await open("forced colours", { forcedColors: "active", viewport: { width: 1440, height: 900 } }, async (page) => {
  const gone = await page.evaluate(() => {
    const paper = getComputedStyle(document.body).backgroundColor;
    return [...document.querySelectorAll("figure > svg.wide text")].filter((text) => getComputedStyle(text).fill === paper).length;
  });
  if (gone > 0) fault("forced colours", `${gone} texts of charts have the colour of the paper`);
});

for (const format of ["A4", "Letter"]) {
  await open(`print ${format}`, {}, async (page) => {
    const isMonthly = await page.evaluate(() => document.body.className === "monthly");
    const path = shots ? join(shots, `print-${format}.pdf`) : undefined;
    const pdf = await page.pdf({ format, preferCSSPageSize: false, path });
    const sheets = (bytes) => (bytes.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
    if (process.env.PAGES && sheets(pdf) !== Number(process.env.PAGES)) fault(`print ${format}`, `${sheets(pdf)} pages`);
    if (process.env.MOST_PAGES && sheets(pdf) > Number(process.env.MOST_PAGES)) fault(`print ${format}`, `${sheets(pdf)} pages`);
    if (pdf.length < 10_000) fault(`print ${format}`, "the PDF is nearly empty");
    if (isMonthly) {
      // Alone on paper the first page must be one page: everything after the section is taken away.
      await page.evaluate(() => document.querySelectorAll("#month ~ section, footer").forEach((element) => element.remove()));
      const first = await page.pdf({ format, preferCSSPageSize: false });
      if (sheets(first) !== 1) fault(`print ${format}`, `page one of the monthly view takes ${sheets(first)} pages`);
    }
  });
}

await browser.close();
for (const line of faults) console.log(line);
console.log(`${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
