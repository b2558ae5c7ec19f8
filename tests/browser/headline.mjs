// How long a reader waits: from pressing the button to the headline on the screen, and to the whole text; medians over articles of
// 1,200 words that the server has not seen. node headline.mjs ADDRESS ARTICLE
import fs from 'node:fs';
import { launch, quietPage, sizes } from './setup.mjs';

const [address, file] = process.argv.slice(2);
const [headline, ...paragraphs] = fs.readFileSync(file, 'utf8').split(/\n\s*\n/).filter((text) => text.trim());
const runs = 9, words = 1200;

/** Every number in it is another, so that no sentence comes from a cache. */
function article(run) {
  const text = [`${headline.trim()} ${run}`];
  for (let i = 0, count = 0; count < words; ++i) {
    const next = paragraphs[i % paragraphs.length].trim().replace(/([.!?])(\s|$)/g, ` ${run}${i}$1$2`);
    text.push(next);
    count += next.split(/\s+/).length;
  }
  return text.join('\n\n');
}

const browser = await launch();
const times = [];
for (let run = 0; run <= runs; ++run) {
  const page = await quietPage(browser, { viewport: sizes.desktop });
  await page.goto(`${address}/`);
  await page.fill('#text', article(run + 10));
  await page.selectOption('#to', 'pt');
  const took = await page.evaluate(() => new Promise((done) => {
    let begin, first;
    new MutationObserver(() => {
      if (first === undefined && document.querySelector('h1.t:not([hidden])')) requestAnimationFrame(() => { first ??= performance.now() - begin; });
      if (/\d/.test(document.getElementById('status').textContent)) requestAnimationFrame(() => done([first, performance.now() - begin]));
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    begin = performance.now();
    document.querySelector('#desk button.primary').click();
  }));
  if (run > 0) times.push(took);  // the first loads the models
  await page.done();
}
await browser.close();
const median = (at) => times.map((one) => one[at]).sort((a, b) => a - b)[Math.floor(runs / 2)];
console.log(`headline after ${median(0).toFixed(0)} ms, whole text after ${median(1).toFixed(0)} ms (medians of ${runs})`);
