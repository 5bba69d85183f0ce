// Runs Lighthouse's accessibility and best-practices audits on reports and wants full marks.
// usage: node run.mjs REPORT.html...
// Lighthouse opens no files, so each report is served on this machine, and nothing else is.
// Prints one line an audit that lost points and ends with status 1 when there is any.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const reports = process.argv.slice(2);
const server = createServer((request, response) => {
  const report = reports[Number(request.url.slice(1))];
  response.statusCode = report ? 200 : 404;
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(report ? readFileSync(report) : "");
}).listen(0, "127.0.0.1");
await once(server, "listening");
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});

let faults = 0;
for (const [place, report] of reports.entries()) {
  const url = `http://127.0.0.1:${server.address().port}/${place}`;
  const options = { port: chrome.port, onlyCategories: ["accessibility", "best-practices"], logLevel: "error" };
  const { lhr } = await lighthouse(url, options);
  for (const category of Object.values(lhr.categories)) {
    console.log(`${report}: ${category.id} ${Math.round(category.score * 100)}`);
    if (category.score === 1) continue;
    faults += 1;
    for (const { id, weight } of category.auditRefs) {
      const audit = lhr.audits[id];
      const where = JSON.stringify(audit.details?.items?.slice(0, 3) ?? []).slice(0, 600);
      if (weight > 0 && audit.score !== null && audit.score < 1) console.log(`  ${id}: ${audit.title} ${where}`);
    }
  }
}
await chrome.kill();
server.close();
process.exit(faults > 0 ? 1 : 0);
