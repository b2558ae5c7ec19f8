// The widget on a publisher's pages, in a real browser: node widget_test.mjs ADDRESS. The pages come from another origin than the server.
import zlib from 'node:zlib';
import { check, checkBarriers, launch, quietPage, sizes, skip, summary, test } from './setup.mjs';
import { difference, hasRealPages, keepNodes, publisher } from './publisher.mjs';
import { widgetPages } from './widget_page.mjs';

const [address] = process.argv.slice(2);
const browser = await launch();
const web = await publisher(address);
const REAL = ['bbc-1', 'guardian-1', 'herald-sun-1', 'nytimes-1', 'salon-1', 'theverge', 'wapo-1'];
const CROSS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'Authorization, Content-Type' };

const { bar, choice, news, open, reached, translate, back, text } = widgetPages(browser, web, address);

for (const [size, viewport] of Object.entries(sizes)) {
  const options = size === 'phone' ? { viewport, hasTouch: true, isMobile: true } : { viewport };
  const here = (name, body) => test(`widget: ${name} (${size})`, body);

  await here('below the caption, with languages in their own names', async () => {
    const page = await open('index.html', options);
    check('place', await page.evaluate(() => document.querySelector('figure').nextElementSibling.localName === 'dragoman-widget'));
    check('languages', (await page.locator('dragoman-widget .choices button').allTextContents()).join() === 'English,Português');
    check('the original is chosen', await choice(page, '').getAttribute('aria-pressed') === 'true');
    check('no label', await page.locator('[data-dragoman=label]').count() === 0);
    check('nothing is wider than the page', await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.done();
  });

  await here('there and back: words change, nodes stay', async () => {
    const page = await open('index.html', options);
    await page.evaluate(keepNodes);
    await translate(page);
    check('headline', /farol/i.test(await text(page, 'h1')));
    check('emphasis is on its word', /oriental|leste/.test(await text(page, 'article p em')));
    check('code stays', await text(page, 'code') === 'ternscan');
    check('alt text', /farol/i.test(await page.getAttribute('figure img', 'alt')));
    check('languages of the article', await page.getAttribute('article', 'lang') === 'pt' && await page.getAttribute('article', 'dir') === 'ltr');
    const label = page.locator('aside[data-dragoman=label][role=note][lang=pt]');
    check('label', await label.isVisible() && /^Beta V\.1\.0 - Com tecnologia de tradução automática$/.test(await label.textContent()));
    check('every element is there', await page.evaluate(() => { const now = new Set(window.allNodes()); return window.nodesBefore.every((node) => now.has(node)); }));
    await page.click('.study');
    check('handlers of the page', await page.locator('.study.seen').count() === 1);
    await page.evaluate(() => document.querySelector('.study').classList.remove('seen'));
    check('nothing is wider than the page', await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await back(page);
    check('identical', await page.evaluate(difference) === '');
    check('no label', await page.locator('[data-dragoman=label]').count() === 0);
    await page.done();
  });

  for (const colorScheme of ['light', 'dark']) {
    await here(`no barrier that axe-core knows: ${colorScheme}`, async () => {
      const page = await open('index.html', { ...options, colorScheme, bypassCSP: true });
      await checkBarriers(page, 'original');
      await translate(page);
      await checkBarriers(page, 'translation');
      await page.route('**/v1/page*', (route) => route.abort());
      await page.evaluate(() => document.querySelector('article p').append(' And one more sentence was added to it.'));
      await page.waitForFunction(() => !document.querySelector('dragoman-widget').shadowRoot.querySelector('.retry').hidden);
      await checkBarriers(page, 'a message');
      await page.done();
    });
  }

  for (const name of REAL) {
    if (!hasRealPages) { skip(`widget: ${name} (${size})`, 'no real pages: set DRAGOMAN_SHARED'); continue; }
    await here(`a real page: ${name}`, async () => {
      const page = await open(`real/${name}`, options, '?data-to=pt');
      await page.evaluate(keepNodes);
      const sample = await page.evaluate(() => {
        window.link = [...document.querySelectorAll('article p a[href], p a[href]')].find((one) => one.textContent.trim().length > 5);
        window.link?.addEventListener('click', (event) => { event.preventDefault(); window.clicked = true; });
        window.prose = [...document.querySelectorAll('p')].sort((a, b) => b.textContent.length - a.textContent.length).slice(0, 5);
        return window.prose.map((one) => one.textContent);
      });
      check('there is something to read', sample.length === 5);
      await page.evaluate(() => window.dragoman.translate('pt'));
      check('translated', await page.evaluate(() => window.states.at(-1).state) === 'translated');
      const now = await page.evaluate(() => window.prose.map((one) => one.textContent));
      check(`most of it: ${now[0]}`, now.filter((one, at) => one !== sample[at]).length >= 3);
      check('label', await page.locator('[data-dragoman=label]').count() === 1);
      check('every element is there', await page.evaluate(() => { const all = new Set(window.allNodes()); return window.nodesBefore.every((node) => all.has(node)); }));
      check('handlers of the page', await page.evaluate(() => { window.link?.click(); return !window.link || window.clicked; }));
      await page.evaluate(() => window.dragoman.undo());
      check('identical', await page.evaluate(difference) === '');
      await page.context().close();  // its own scripts are refused, so it is not quiet
    });
  }
}

await test('widget: the keyboard alone', async () => {
  const page = await open('index.html');
  await page.locator('.byline a').focus();
  const stops = [];
  for (let i = 0; i < 3; ++i) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement.shadowRoot?.activeElement.textContent ?? document.activeElement.localName));
    if (stops.at(-1) === 'Português') await page.keyboard.press('Enter');
  }
  check(`order: ${stops}`, stops.join().startsWith('English,Português'));
  await reached(page, 'translated');
  check('focus stays in the bar', await page.evaluate(() => document.activeElement.localName === 'dragoman-widget'));
  check('told to those who do not see it', await news(page).textContent() === 'Traduzido: Português');
  await page.done();
});

await test('widget: a strict policy, trusted types included', async () => {
  const page = await open('index.html', {}, '?trusted');
  await translate(page);
  check('translated', await page.getAttribute('article', 'lang') === 'pt');
  await page.done();
});

await test('widget: the choice is remembered, and nothing else', async () => {
  const page = await open('index.html');
  await translate(page);
  check('stored', await page.evaluate(() => JSON.stringify(localStorage)) === '{"dragoman-language":"pt"}');
  check('no cookie', await page.evaluate(() => document.cookie) === '');
  await page.goto(`${web.address}/plain.html?data-from=pt`);
  await page.waitForSelector('dragoman-widget');
  check('a page in that language stays', await page.getAttribute('#one', 'lang') === null && await page.evaluate(() => localStorage.length) === 1);
  await page.goto(`${web.address}/plain.html`);
  await reached(page, 'translated');
  check('the next page', await page.getAttribute('#one', 'lang') === 'pt');
  await back(page);
  check('forgotten', await page.evaluate(() => localStorage.length) === 0);
  await page.done();
});

await test('widget: a browser that stores nothing', async () => {
  const page = await quietPage(browser, { viewport: sizes.desktop });
  await page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }));
  await page.goto(`${web.address}/plain.html`);
  await choice(page, 'pt').click();
  await page.waitForSelector('#one[lang=pt]');
  await page.done();
});

await test('widget: what is sent tells nothing of the reader', async () => {
  const page = await open('plain.html', {}, '?data-key=site-key-1');
  const sent = [];
  page.on('request', (request) => { if (request.url().startsWith(address)) sent.push(request); });
  await translate(page);
  check('asked', sent.some((one) => one.url().includes('/v1/page')));
  for (const one of sent.filter((request) => request.method() !== 'OPTIONS')) {
    const headers = await one.allHeaders();
    check(`${one.url()}: ${JSON.stringify(headers)}`, !headers.cookie && !headers.referer);
    if (one.url().includes('/v1/page')) check('key', headers.authorization === 'Bearer site-key-1' && headers.origin === web.address);
  }
  await page.done();
});

await test('widget: where and what the publisher says', async () => {
  const page = await open('index.html', {}, '?data-after=h2&data-article=blockquote&data-listen=no&data-to=pt');
  check('place', await page.evaluate(() => document.querySelector('h2').nextElementSibling.localName === 'dragoman-widget'));
  await translate(page);
  check('article', /janela/.test(await text(page, 'blockquote')) && (await text(page, 'h1')).startsWith('The lighthouse'));
  check('no player', await page.locator('dragoman-widget .listen').isHidden());
  await page.done();
});

await test('widget: content that comes late, and pictures', async () => {
  const page = await open('index.html');
  await translate(page);
  await page.click('#more');
  await page.waitForFunction(() => /avô/.test(document.getElementById('letters').textContent));
  await page.evaluate(() => { document.querySelector('figure img').alt = 'A bird on a stone in the sea'; });
  await page.waitForFunction(() => /pássaro|ave/.test(document.querySelector('figure img').alt));
  await page.evaluate(() => { document.querySelector('.standfirst').firstChild.data = 'The keeper has three dogs and a boat.'; });
  await page.waitForFunction(() => /barco/.test(document.querySelector('.standfirst').textContent));
  await page.evaluate(() => window.dragoman.undo());
  check('what the page said last', await text(page, '.standfirst') === 'The keeper has three dogs and a boat.' && await page.getAttribute('figure img', 'alt') === 'A bird on a stone in the sea');
  check('letters', (await text(page, '#letters')).startsWith('My grandfather'));
  await page.done();
});

await test('widget: its own changes are not looked at again', async () => {
  const page = await open('index.html');
  let asked = 0;
  page.on('request', (request) => { if (request.url().includes('/v1/page') && request.method() === 'POST') ++asked; });
  await translate(page);
  await page.waitForTimeout(1000);
  check(`${asked} requests`, asked > 0 && asked <= 3);
  await page.done();
});

await test('widget: a text that the page keeps changing is left alone in the end', async () => {
  const page = await open('plain.html');
  let asked = 0;
  page.on('request', (request) => { if (request.url().includes('/v1/page') && request.method() === 'POST') ++asked; });
  await translate(page);
  await page.evaluate(() => new Promise((done) => {
    let n = 0;
    const timer = setInterval(() => {
      document.querySelector('#second').textContent = `There were ${++n} readers of this page in the last hour.`;
      if (n === 20) { clearInterval(timer); done(); }
    }, 200);
  }));
  await page.waitForTimeout(500);
  check(`${asked} requests`, asked <= 10);
  await page.done();
});

await test('widget: another story without loading the page', async () => {
  const page = await open('plain.html');
  await translate(page);
  await page.evaluate(() => {
    history.pushState({}, '', '/another');
    const article = document.createElement('article');
    article.id = 'two';
    for (const [tag, words] of [['h1', 'A second story about the town hall'], ['p', 'The town hall is painted white again, and the clock that had stopped in the winter now shows the right time.'],
      ['p', 'The mayor said on Friday that the work had cost less than it was feared, and that the square will be next.']]) {
      const made = document.createElement(tag);
      made.textContent = words;
      article.append(made);
    }
    document.getElementById('app').replaceChildren(article);
  });
  await page.waitForFunction(() => /história|câmara|prefeitura/i.test(document.querySelector('#two h1').textContent), null, { timeout: 10000 });
  check('one bar', await page.locator('dragoman-widget').count() === 1);
  await back(page);
  check('its original', await text(page, '#two h1') === 'A second story about the town hall' && await page.getAttribute('#two', 'lang') === null);
  await page.done();
});

for (const [name, answer, words] of [['a server that is down', (route) => route.abort(), /cannot be reached/], ['too many requests', (route) => route.fulfill({ status: 429, headers: CROSS, json: { error: 'Slowdown' } }), /Too many/],
  ['a server in trouble', (route) => route.fulfill({ status: 500, headers: CROSS, body: 'x' }), /could not be translated/]]) {
  await test(`widget: ${name}: the page stays as it was`, async () => {
    const page = await open('index.html');
    await page.evaluate(keepNodes);
    await page.route('**/v1/page*', answer);
    await choice(page, 'pt').click();
    await reached(page, 'failed');
    check(`told: ${await news(page).textContent()}`, words.test(await news(page).textContent()) && await news(page).isVisible());
    check('identical', await page.evaluate(difference) === '');
    await page.unroute('**/v1/page*');
    await page.locator('dragoman-widget .retry').click();
    await reached(page, 'translated');
    check('message is gone', await page.locator('dragoman-widget .retry').isHidden());
    await page.done();
  });
}

await test('widget: a failure in the middle takes all of it back', async () => {
  const page = await open('plain.html');
  await page.evaluate(() => { for (let i = 0; i < 40; ++i) document.getElementById('late').before(Object.assign(document.createElement('p'), { textContent: `Ship number ${i} came in at noon, and its crew went ashore.` })); });
  await page.evaluate(keepNodes);
  let asked = 0;
  await page.route('**/v1/page*', (route) => (route.request().method() === 'POST' && ++asked > 1 ? route.abort() : route.continue()));
  await choice(page, 'pt').click();
  await reached(page, 'failed');
  check(`${asked} requests`, asked === 2);
  check('identical', await page.evaluate(difference) === '');
  await page.done();
});

await test('widget: down from the beginning', async () => {
  const page = await quietPage(browser, { viewport: sizes.desktop, locale: 'en-US' });
  await page.route('**/v1/**', (route) => route.abort());
  await page.goto(`${web.address}/plain.html?data-to=pt`);
  await choice(page, 'pt').click();
  await page.waitForFunction(() => /cannot be reached/.test(document.querySelector('dragoman-widget').shadowRoot.querySelector('.news').textContent));
  await page.unroute('**/v1/**');
  await page.locator('dragoman-widget .retry').click();
  await page.waitForSelector('#one[lang=pt]');
  await page.done();
});

await test('widget: an answer that is hostile', async () => {
  const page = await open('plain.html');
  await page.evaluate(keepNodes);
  await page.route('**/v1/page*', (route) => {
    if (route.request().method() !== 'POST') return route.fulfill({ status: 200, headers: CROSS });
    const blocks = route.request().postData().match(/data-d="u\d+"/g).map((_, at) => at);
    const evil = ['<script>hit=1</script><img src=x onerror="hit=2">Headline &lt;img src=x onerror=hit=3&gt;',
      'The tab <b data-d="0">has no elements</b>', 'Text <a data-d="0" href="javascript:hit=4" onclick="hit=5">link</a> <iframe srcdoc="<script>parent.hit=6</script>"></iframe>end', 'Twice <b data-d="0">a</b><b data-d="0">b</b> <b data-d="7">c</b>'];
    return route.fulfill({ status: 200, headers: { ...CROSS, 'Content-Type': 'text/html' }, body: `<script>hit=7</script>${blocks.map((at) => `<p data-d="u${at}" onclick="hit=8">${evil[at] ?? 'x'}</p>`).join('')}` });
  });
  await translate(page);
  await page.waitForTimeout(300);
  check('nothing ran', await page.evaluate(() => window.hit) === undefined);
  check('text is text', (await text(page, 'h1')).includes('<img src=x onerror=hit=3>'));
  check('no element came', await page.locator('#one :is(script, img, iframe)').count() === 0);
  check('attributes are the page\'s', await page.getAttribute('#first a', 'href') === '#ships' && await page.getAttribute('#first a', 'onclick') === null && await text(page, '#first a') === 'link');
  check('the tab stays', await page.title() === 'A short story');
  check('a block whose elements are wrong stays', (await text(page, '#second')).startsWith('The harbour master'));
  await back(page);
  check('identical', await page.evaluate(difference) === '');
  await page.done();
});

await test('widget: many languages', async () => {
  const page = await quietPage(browser, { viewport: sizes.phone, locale: 'en-US', bypassCSP: true });
  const codes = ['en', 'ar', 'de', 'es', 'fr', 'he', 'pt'];
  await page.route('**/v1/languages', (route) => route.fulfill({ headers: CROSS, json: { languages: codes.map((code) => ({ code, name: code, targets: codes, label: 'x', label_language: 'en' })) } }));
  await page.goto(`${web.address}/index.html?data-to=de,he,ar,pt,fr,es`);
  const select = page.locator('dragoman-widget .choices select');
  check('a list, in the publisher\'s order', (await select.locator('option').evaluateAll((all) => all.map((one) => `${one.value}${one.dir}`).join())) === 'ltr,deltr,hertl,arrtl,ptltr,frltr,esltr');
  await checkBarriers(page, 'a list');
  await select.selectOption('pt');
  await page.waitForSelector('article[lang=pt]');
  await select.selectOption('');
  await page.waitForSelector('article:not([lang])');
  await page.done();
});

await test('widget: a language from right to left', async () => {
  const page = await quietPage(browser, { viewport: sizes.phone, locale: 'en-US', bypassCSP: true });
  const entry = (code, name, targets) => ({ code, name, dir: 'ltr', targets, label: code === 'ar' ? 'Beta V.1.0 - مدعوم بالترجمة الآلية' : 'Beta V.1.0 - Powered by automated translation', label_language: code });
  await page.route('**/v1/languages', (route) => route.fulfill({ headers: CROSS, json: { languages: [entry('en', 'English', ['en', 'ar']), entry('ar', 'العربية', ['ar'])] } }));
  await page.route('**/v1/page*', (route) => (route.request().method() !== 'POST' ? route.fulfill({ status: 200, headers: CROSS })
    : route.fulfill({ headers: CROSS, body: route.request().postData().replace(/>([^<]*[a-z][^<]*)</gi, (all, words) => `>${words.replace(/[A-Za-z]+/g, 'كلمة')}<`) })));
  await page.goto(`${web.address}/index.html`);
  await choice(page, 'ar').click();
  await page.waitForSelector('article[lang=ar][dir=rtl]');
  check('the bar, too', await bar(page).getAttribute('dir') === 'rtl' && await bar(page).getAttribute('lang') === 'ar');
  check('label', await page.locator('aside[data-dragoman=label][lang=ar][dir=rtl]').isVisible());
  check('nothing is wider than the page', await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await checkBarriers(page, 'from right to left');
  await page.done();
});

await test('widget: no motion, and nothing on paper but the label', async () => {
  const page = await open('index.html', { reducedMotion: 'reduce' });
  await translate(page);
  const moving = await page.evaluate(() => [...document.querySelector('dragoman-widget').shadowRoot.querySelectorAll('*')].filter((one) => { const style = getComputedStyle(one); return style.transitionDuration !== '0s' || style.animationName !== 'none'; }).length);
  check('no motion', moving === 0);
  await page.emulateMedia({ media: 'print' });
  check('paper', await bar(page).isHidden() && await page.locator('[data-dragoman=label]').isVisible());
  await page.done();
});

await test('widget: light, and soon there', async () => {
  const script = Buffer.from(await (await fetch(`${address}/dragoman.js`)).arrayBuffer());
  const weight = zlib.gzipSync(script, { level: 9 }).length;
  check(`${weight} bytes`, weight > 1000 && weight < 15 * 1024);
  console.log(`the widget weighs ${weight} bytes, gzipped`);
  if (!hasRealPages) return;
  const page = await open('real/wapo-1', {}, '?data-to=pt&data-from=en');
  const took = await page.evaluate(async () => {
    const headline = document.querySelector('h1'), before = headline.textContent, start = performance.now();
    let first;
    const timer = new MutationObserver(() => { if (headline.textContent !== before) first ??= performance.now() - start; });
    timer.observe(headline, { subtree: true, characterData: true, childList: true });
    await window.dragoman.translate('pt');
    return [first, performance.now() - start];
  });
  console.log(`a page of 180 KB: headline after ${took[0].toFixed(0)} ms, all of it after ${took[1].toFixed(0)} ms`);
  check('headline before the rest', took[0] < took[1]);
  await page.context().close();
});

await browser.close();
web.close();
summary();
