// What the tests share: a browser, a web site of their own, and a count of what passed.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

export const folder = path.dirname(fileURLToPath(import.meta.url));
export const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

let passed = 0, failed = 0, skipped = 0;

/** One test: a name and what it does. */
export async function test(name, body) {
  try {
    await body();
    ++passed;
  } catch (error) {
    ++failed;
    if (String(error).includes('ERR_CONNECTION_REFUSED')) {
      console.log(`FAILED: browser: ${name}: the server is gone; no further test was run`);
      summary();
      process.exit(1);
    }
    console.log(`FAILED: browser: ${name}: ${String(error.stack ?? error).split('\n').slice(0, 6).join('\n    ')}`);
  }
}

/** A test that cannot be made here. */
export function skip(name, why) {
  ++skipped;
  console.log(`SKIPPED: browser: ${name}: ${why}`);
}

export function summary() {
  console.log(`counts: ${passed} ${failed} ${skipped}`);
  process.exitCode = failed ? 1 : 0;
}

export function check(what, condition) {
  if (!condition) throw new Error(what);
}

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

/** tests/browser/pages as a web site. */
export async function site() {
  const types = { '.html': 'text/html; charset=utf-8', '.svg': 'image/svg+xml' };
  const server = http.createServer((request, response) => {
    const file = path.join(folder, 'pages', path.basename(request.url.split('?')[0]));
    if (!fs.existsSync(file) || !types[path.extname(file)]) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': types[path.extname(file)] }).end(fs.readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** What axe-core finds wrong with the page as it is now, none of it being right. The page's context must have bypassCSP. */
export async function checkBarriers(page, where, within = 'html') {
  if (!await page.evaluate(() => Boolean(window.axe))) await page.evaluate(axe.source);
  const found = await page.evaluate((selector) => window.axe.run(selector, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }), within);
  check(`${where}: ${found.violations.map((one) => `${one.id} ${one.nodes[0].target} ${one.nodes[0].failureSummary}`).join('; ')}`, found.violations.length === 0);
}

/** A page that must stay quiet: no script may fail, and nothing may be tried that the policy forbids. */
export async function quietPage(browser, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|TypeError/.test(message.text())) page.faults.push(message.text());
  });
  page.on('dialog', (dialog) => { page.faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.done = async () => {
    await context.close();
    check(`the page was not quiet: ${page.faults.join('; ')}`, page.faults.length === 0);
  };
  return page;
}
