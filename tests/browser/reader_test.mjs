// The reader as readers use it, in a real browser: node reader_test.mjs ADDRESS DATA_FOLDER. The server must be allowed to fetch from
// this machine (--fetch any).
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { check, checkBarriers, folder, launch, quietPage, site, sizes, summary, test } from './setup.mjs';

const [address, data] = process.argv.slice(2);
const article = `Night ferry returns to Marlow Sound after six years

Islanders can again spend an evening in town and sleep at home

The first night ferry in six years left Marlow on Friday at 10:40 p.m. with 312 passengers on board, the harbour office said. The old ferry was sold in March 2020.

The council wants to decide in October whether the boat will sail in winter as well. It has not said who would pay for it.`;

const browser = await launch();
const web = await site();
const story = `${web.address}/story.html`;

async function open(options = {}, query = '') {
  const page = await quietPage(browser, { viewport: sizes.desktop, ...options });
  await page.goto(`${address}/${query}`);
  return page;
}
const isDone = (page) => page.waitForFunction(() => /[0-9٠-٩]/.test(document.getElementById('status').textContent), null, { timeout: 60000 });
async function paste(page, text = article, to = 'pt') {
  await page.fill('#text', text);
  await page.selectOption('#to', to);
  await page.click('#desk button.primary');
  await isDone(page);
}
async function byAddress(options = {}, url = story, ui = 'en') {
  const page = await open(options, `?ui=${ui}&url=${encodeURIComponent(url)}&to=pt`);
  await isDone(page);
  return page;
}
const shown = (page, selector) => page.locator(`${selector}:visible`);

for (const [size, viewport] of Object.entries(sizes)) {
  const phone = size === 'phone', touch = phone ? { viewport, hasTouch: true } : { viewport };
  const here = (name, body) => test(`${name} (${size})`, body);

  await here('a pasted article becomes a page', async () => {
    const page = await open(touch);
    await paste(page);
    check('headline', (await page.textContent('h1.t')).includes('Marlow Sound'));
    check('standfirst', await shown(page, '#story .standfirst.t').count() === 1);
    check('title', (await page.title()).startsWith(await page.textContent('h1.t .s')));
    const order = await page.$$eval('#story > *', (parts) => parts.map((part) => part.className));
    check(`label below the standfirst: ${order}`, order.indexOf('label') === 2);
    check('languages of the parts', await page.getAttribute('h1.t', 'lang') === 'pt' && await page.getAttribute('h1.o', 'lang') === 'en');
    check('nothing is wider than the page', await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.done();
  });

  await here('three ways to show it, without loading anything', async () => {
    const page = await open(touch);
    await paste(page);
    let loads = 0;
    page.on('request', () => ++loads);
    for (const [view, t, o] of [['original', 0, 1], ['both', 1, 1], ['translation', 1, 0]]) {
      await page.locator(`#view input[value=${view}]`).check({ force: true });
      check(view, await shown(page, 'h1.t').count() === t && await shown(page, 'h1.o').count() === o);
      check(`${view}: nothing is wider than the page`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }
    check('no request', loads === 0);
    await page.locator('#view input[value=both]').check({ force: true });
    const t = await page.locator('p.t:visible').nth(1).boundingBox(), o = await page.locator('p.o:visible').nth(1).boundingBox();
    check('beside each other, or below on a phone', phone ? o.y >= t.y + t.height : Math.abs(o.y - t.y) < 3 && o.x > t.x);
    await page.done();
  });

  await here('a word shows what it was made of', async () => {
    const page = await open(touch);
    await paste(page);
    const word = await page.evaluateHandle(() => {
      const walker = document.createTreeWalker(document.getElementById('story'), NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const at = text.data.indexOf('312');
        if (at < 0 || !text.parentElement.closest('.t')) continue;
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 3);
        text.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
        return range.getBoundingClientRect().toJSON();
      }
      return undefined;
    });
    const box = await word.jsonValue();
    await (phone ? page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2) : page.mouse.click(box.x + box.width / 2, box.y + box.height / 2));
    check('the panel opens', await page.isVisible('#panel'));
    check('the word is chosen', await page.textContent('#panel .word[aria-pressed=true]') === '312');
    check('its source is marked', (await page.locator('#panel mark').allTextContents()).includes('312'));
    await page.click('#panel-next');
    check('the next sentence', !(await page.textContent('#panel-body')).includes('312'));
    await page.click('#panel-close');
    check('closed', await page.isHidden('#panel'));
    await page.done();
  });

  await here('doubtful sentences say so', async () => {
    const page = await byAddress(touch);
    check('a mark', await page.locator('.doubt').count() >= 1);
    await page.locator('.doubt').first().click();
    check('its original', (await page.textContent('#panel-body')).includes(await page.locator('.o .s.doubtful').first().textContent()));
    check('a reason', await page.locator('#panel .why li').count() >= 1);
    await page.done();
  });

  await here('the label opens what was checked', async () => {
    const page = await byAddress(touch);
    check('label', /Beta V\.1\.0/.test(await page.textContent('.label')));
    await page.click('.label button');
    check('disclosure', await page.isVisible('#about'));
    check('numbers were checked', await page.locator('#receipt tr', { hasText: 'Numbers' }).count() === 1);
    await page.keyboard.press('Escape');
    check('closed', await page.isHidden('#about'));
    await page.done();
  });

  await here('a report reaches the editors', async () => {
    const page = await open(touch);
    await paste(page);
    await page.locator('p.t .s').nth(1).click();
    await page.click('#panel-close');
    await page.click('#report');
    await page.selectOption('#reason', 'name');
    await page.fill('#note', `"Marlow" <b>${size}</b>`);
    await page.click('#report-form [value=send]');
    await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('Thank you'));
    const last = JSON.parse(fs.readFileSync(path.join(data, 'reports.jsonl'), 'utf8').trim().split('\n').at(-1));
    check(JSON.stringify(last), last.note === `"Marlow" <b>${size}</b>` && last.reason === 'name' && last.to === 'pt' && last.target !== '');
    await page.done();
  });

  await here('a link shares the story in a language', async () => {
    const page = await open(touch);
    await paste(page);
    await page.click('#share');
    await page.waitForFunction(() => document.getElementById('link').value);
    const link = await page.inputValue('#link');
    await page.goto('about:blank');
    await page.goto(link);
    await isDone(page);
    check('the same story', (await page.textContent('h1.o')).startsWith('Night ferry returns') && await page.getAttribute('h1.t', 'lang') === 'pt');
    await page.done();
  });

  await here('an address: picture, caption, list, links, other languages', async () => {
    const page = await byAddress(touch);
    const picture = await page.locator('#story figure img').evaluate((img) => ({ width: img.naturalWidth, alt: img.alt, source: img.src }));
    check(JSON.stringify(picture), picture.width > 0 && picture.alt !== '' && picture.source === `${web.address}/photo.svg`);
    check('caption', await page.locator('figcaption .t').count() === 1);
    check('label below the picture', await page.evaluate(() => document.querySelector('figure').nextElementSibling.className === 'label'));
    check('list', await page.locator('#story ul > li').count() === 2);
    check('link', await page.locator('.t a').first().getAttribute('href') === `${web.address}/sea/aurora`);
    check('emphasis', await page.locator('.t em').count() === 1);
    const text = await page.textContent('#story');
    check('neither menu nor other stories', !/Letters to the editor|mayor|Sound Courier/.test(text));
    const languages = await page.$$eval('link[rel=alternate]', (links) => links.map((link) => [link.hreflang, link.href]));
    check(JSON.stringify(languages), languages.some(([code, href]) => code === 'pt' && href.includes('to=pt')));
    check('the page can be loaded again', page.url().includes('url='));
    await page.done();
  });

  await here('a hostile page stays text', async () => {
    const page = await byAddress(touch, `${web.address}/hostile.html`);
    await page.locator('#view input[value=both]').check({ force: true });
    for (const link of await page.locator('#story a').all()) check('only the web', /^https?:/.test(await link.getAttribute('href')));
    check('nothing ran', await page.evaluate(() => window.hit) === undefined);
    check('nothing strange', await page.locator('#story :is(script, svg, iframe, object, embed, form, input, style, math, link, base, meta)').count() === 0);
    const handlers = await page.$$eval('#story *', (all) => all.flatMap((one) => [...one.attributes]).filter((one) => one.name.startsWith('on')).length);
    check('no handlers', handlers === 0);
    check('text is there', (await page.textContent('#story')).includes('<script>hit=28</script>'));
    await page.done();
  });

  await here('without scripts', async () => {
    const page = await quietPage(browser, { ...touch, javaScriptEnabled: false });
    await page.goto(`${address}/`);
    await page.fill('#text', article);
    await page.selectOption('#to', 'pt');
    await page.click('#desk button.primary');
    check('story', (await page.textContent('article.story h1')).includes('Marlow Sound'));
    check('label', await page.locator('article .label').count() === 1);
    check('original', await page.locator('details.original').count() === 1);
    await page.setInputFiles('#file', path.join(folder, 'pages/story.html'));
    await page.fill('#text', '');
    await page.click('#desk button.primary');
    check('file', await page.locator('article.story li').count() === 2);
    await page.done();
  });
}

await test('listening: a sentence, its original and a word are lit, and one can choose where', async () => {
  const page = await open();
  await paste(page);
  await page.locator('#view input[value=both]').check({ force: true });
  if (!await page.waitForSelector('#listen:not([hidden])', { timeout: 5000 }).catch(() => undefined)) throw new Error('no voice: is espeak-ng installed?');
  await page.evaluate(() => {
    window.spoken = [];
    setInterval(() => {
      const lit = [...document.querySelectorAll('.spoken')].map((one) => one.textContent);
      const word = CSS.highlights.get('dragoman-spoken');
      if (lit.length) window.spoken.push({ lit, word: word && [...word][0].toString() });
    }, 20);
  });
  await page.click('#listen-button');
  await page.waitForFunction(() => window.spoken.some((one) => one.word), null, { timeout: 20000 });
  const headline = await page.textContent('h1.t .s'), original = await page.textContent('h1.o .s');
  const first = await page.evaluate(() => window.spoken.find((one) => one.word));
  check(`both sides: ${first.lit}`, first.lit[0] === headline && first.lit[1] === original);
  check(`a word of it: ${first.word}`, headline.includes(first.word) && /\w/.test(first.word));
  check('the button pauses', await page.textContent('#listen-button') === 'Pause');
  const last = page.locator('p.t .s').last(), wanted = await last.textContent();
  await last.click();
  await page.waitForFunction((text) => window.spoken.at(-1)?.lit[0] === text, wanted, { timeout: 20000 });
  await page.click('#listen-button');
  check('it pauses', await page.textContent('#listen-button') === 'Listen');
  await page.selectOption('#listen-speed', '2');
  await page.click('#listen-button');
  await page.waitForFunction(() => !document.querySelector('.spoken') && document.getElementById('listen-button').textContent === 'Listen', null, { timeout: 30000 });
  await page.done();
});

await test('pointing at a sentence lights its twin', async () => {
  const page = await open();
  await paste(page);
  await page.locator('#view input[value=both]').check({ force: true });
  await page.locator('p.o .s').nth(2).hover();
  check('both', await page.locator('.s.lit').count() === 2);
  await page.mouse.move(5, 5);
  check('none', await page.locator('.s.lit').count() === 0);
  await page.done();
});

await test('the keyboard alone', async () => {
  const page = await open();
  await page.keyboard.press('Tab');
  check('to the article', await page.evaluate(() => document.activeElement.className === 'skip'));
  await paste(page);
  await page.locator('.t .s').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  check('third sentence', await page.evaluate(() => document.activeElement === document.querySelectorAll('.t .s')[2]));
  check('one stop for the tab key', await page.locator('.t .s[tabindex="0"]').count() === 1);
  await page.keyboard.press('Enter');
  check('panel', await page.isVisible('#panel') && await page.evaluate(() => document.activeElement.id === 'panel-close'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  check('word by word', await page.locator('#panel .word[aria-pressed=true]').count() === 1);
  await page.keyboard.press('Escape');
  check('back in the text', await page.evaluate(() => document.activeElement === document.querySelectorAll('.t .s')[2]));
  await page.done();
});

await test('languages: each in its own name, another one without loading the page', async () => {
  const page = await open();
  await paste(page, 'O porto reabriu na segunda-feira depois de três dias.\n\nO diretor disse que tudo voltou ao normal no porto da cidade.', 'en');
  const options = await page.$$eval('#to option', (all) => all.map((one) => [one.value, one.textContent, one.dir]));
  check(JSON.stringify(options), options.some(([code, name, dir]) => code === 'pt' && name === 'Português' && dir === 'ltr'));
  check('picker', await page.$$eval('#language option', (all) => all.map((one) => one.textContent).join()) === 'English');
  await page.done();
});

await test('files: chosen and dropped', async () => {
  const page = await open();
  await page.setInputFiles('#file', path.join(folder, 'pages/story.html'));
  await page.selectOption('#to', 'pt');
  await page.click('#desk button.primary');
  await isDone(page);
  check('headline', (await page.textContent('h1.o')).startsWith('Night ferry'));
  check('a file has no link', await page.isHidden('#share'));
  await page.click('#another');
  check('back', await page.isVisible('#desk') && await page.isHidden('#reading'));
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'a.txt', { type: 'text/plain' }));
    return data;
  }, article);
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await isDone(page);
  check('dropped', await page.locator('p.t').count() === 3);
  await page.done();
});

await test('a server that is down: nothing is lost', async () => {
  const page = await open();
  await page.route('**/v1/page*', (route) => route.abort());
  await page.fill('#text', article);
  await page.selectOption('#to', 'pt');
  await page.click('#desk button.primary');
  check('told', (await page.textContent('.fault')).includes('cannot be reached'));
  check('still there', await page.inputValue('#text') === article);
  await page.unroute('**/v1/page*');
  await paste(page);
  check('fault is gone', await page.locator('.fault').count() === 0);
  await page.done();
});

await test('what cannot be translated is told', async () => {
  const page = await open();
  await page.fill('#text', '12 34');
  await page.selectOption('#to', 'pt');
  await page.click('#desk button.primary');
  await page.waitForSelector('.fault');
  check('told', (await page.textContent('.fault')).length > 20);
  await page.done();
});

await test('light and small: no other server, under 60 KB', async () => {
  const page = await quietPage(browser, { viewport: sizes.desktop });
  const sizesOf = [];
  page.on('response', async (response) => { if (response.url().startsWith(address)) sizesOf.push(response.body().then((body) => zlib.gzipSync(body).length)); });
  const strange = [];
  page.on('request', (request) => { if (!request.url().startsWith(address)) strange.push(request.url()); });
  await page.goto(`${address}/`, { waitUntil: 'networkidle' });
  const all = (await Promise.all(sizesOf)).reduce((sum, size) => sum + size, 0);
  check(`${all} bytes`, all > 10000 && all < 60 * 1024);
  check(strange.join(), strange.length === 0);
  console.log(`the reader weighs ${all} bytes, gzipped`);
  await page.done();
});

await test('on paper there is the story alone', async () => {
  const page = await byAddress();
  await page.emulateMedia({ media: 'print' });
  for (const tool of ['.masthead', '.tools', '.foot', '#status', '.doubt']) check(tool, await page.locator(tool).first().isHidden());
  check('story', await page.isVisible('h1.t'));
  await page.done();
});

await test('no motion for those who want none', async () => {
  const page = await open({ reducedMotion: 'reduce' });
  await paste(page);
  check('no transitions', await page.locator('.t .s').first().evaluate((one) => getComputedStyle(one).transitionDuration === '0s'));
  await page.done();
});

for (const ui of ['en', 'pt', 'ar']) {
  for (const colorScheme of ['light', 'dark']) {
    await test(`no barrier that axe-core knows: ${ui}, ${colorScheme}`, async () => {
      const context = { viewport: sizes.desktop, colorScheme, bypassCSP: true };
      const page = await open(context, `?ui=${ui}`);
      const clean = (where) => checkBarriers(page, where);
      await clean('form');
      await page.goto(`${address}/?ui=${ui}&url=${encodeURIComponent(story)}&to=pt`);
      await isDone(page);
      await clean('story');
      await page.locator('#view input[value=both]').check({ force: true });
      await page.locator('.doubt').first().click();
      await clean('side by side, with the panel');
      await page.click('.label button');
      await clean('about');
      await page.keyboard.press('Escape');
      await page.click('#report');
      await clean('report');
      await page.done();
    });
  }
}

await browser.close();
web.close();
summary();
