// Stored articles in the reader, in a real browser: node stored_test.mjs ADDRESS. The server must keep articles (--articles).
import fs from 'node:fs';
import path from 'node:path';
import { check, checkBarriers, folder, launch, quietPage, site, sizes, summary, test } from './setup.mjs';

const [address] = process.argv.slice(2);
const browser = await launch();
const web = await site();
const story = `${web.address}/story.html`;

async function open(options = {}, query = '') {
  const page = await quietPage(browser, { viewport: sizes.desktop, ...options });
  await page.goto(`${address}/${query}`);
  return page;
}
const isDone = (page) => page.waitForFunction(() => /[0-9]/.test(document.getElementById('status').textContent), null, { timeout: 60000 });
const shown = (page, selector) => page.locator(`${selector}:visible`);

await test('a stored article, with scripts and without', async () => {
  const send = async (html, to = 'pt') => (await (await fetch(`${address}/v1/articles?publication=courier&address=${encodeURIComponent(story)}&to=${to}`,
    { method: 'POST', body: html, headers: { 'Content-Type': 'text/html' } })).json()).id;
  const state = (id, body) => fetch(`${address}/v1/articles/${id}/state`, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  const id = await send(fs.readFileSync(path.join(folder, 'pages/story.html'), 'utf8'));
  for (const viewport of Object.values(sizes)) {
    const page = await open({ viewport, locale: 'en-US' }, `?article=${id}&to=pt`);
    await isDone(page);
    check('headline', (await page.textContent('h1.t')).includes('Marlow Sound') && await page.getAttribute('h1.t', 'lang') === 'pt');
    check('one story', await page.locator('.story.plain').count() === 0 && await page.locator('h1:visible').count() === 1);
    check(`title: ${await page.title()}`, (await page.title()).startsWith(await page.textContent('h1.t .s')));
    check('its link', new URL(page.url()).pathname === '/read' && new URL(page.url()).searchParams.get('article') === id);
    check('the languages that are there', (await page.$$eval('#language option', (all) => all.map((one) => one.value))).join() === 'pt');
    check('pictures', await page.locator('#story figure img').count() === 1);
    check('nothing is wider than the page', await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.locator('#view input[value=both]').check({ force: true });
    check('original', await shown(page, 'h1.o').count() === 1);
    await page.click('.label button');
    check('what it is', /no editor has read it/.test(await page.textContent('#about-text')));
    await page.done();
  }
  await state(id, { action: 'approve', to: 'pt' });
  const approved = await open({ bypassCSP: true, locale: 'en-US' }, `?article=${id}&to=pt`);
  await isDone(approved);
  await approved.click('.label button');
  check('approved', /an editor has read and approved it/.test(await approved.textContent('#about-text')));
  await approved.keyboard.press('Escape');
  await checkBarriers(approved, 'a stored story');
  await approved.click('#another');
  check('away from it', !approved.url().includes('article') && await approved.inputValue('[name=article]') === '');
  await approved.done();
  const bare = await open({ javaScriptEnabled: false }, `?article=${id}&to=pt`);
  check('without scripts', (await bare.textContent('.story.plain h1')).includes('Marlow Sound') && await bare.getAttribute('.story.plain', 'lang') === 'pt');
  check('with its original', (await bare.textContent('details.original')).includes('Night ferry'));
  await bare.done();
  await state(id, { action: 'withdraw' });
  const gone = await open({}, `?article=${id}&to=pt`);
  await gone.waitForFunction(() => /withdrawn/.test(document.querySelector('.fault')?.textContent));
  check('nothing of it', await gone.locator('h1.t').count() === 0 && await gone.isVisible('#desk'));
  await gone.done();
});

await browser.close();
web.close();
summary();
