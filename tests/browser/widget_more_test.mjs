// The widget's title and voice, in a real browser: node widget_more_test.mjs ADDRESS.
import { check, launch, summary, test } from './setup.mjs';
import { difference, keepNodes, publisher } from './publisher.mjs';
import { widgetPages } from './widget_page.mjs';

const [address] = process.argv.slice(2);
const browser = await launch();
const web = await publisher(address);
const { open, translate, back, text } = widgetPages(browser, web, address);

await test('widget: the tab says it, too', async () => {
  for (const [title, wished] of [
    ['The lighthouse keeper’s notes | The Tern Island Courier', / \| The Tern Island Courier$/],
    ['Courier: {h1} (video)', /^Courier: {h1} \(video\)$/],
    ['{h1}', /^{h1}$/],
    ['Storm warning - news', /news/],
    ['  A boat is missing\n', /barco/],
  ]) {
    const page = await open('index.html');
    const h1 = await text(page, 'h1'), original = title.replace('{h1}', h1);
    await page.evaluate((words) => { document.title = ''; document.querySelector('title').textContent = words; window.titleNode = document.querySelector('title').firstChild; }, original);
    await translate(page);
    const now = await page.evaluate(() => document.querySelector('title').textContent);
    check(`${original}: ${now}`, now !== original && new RegExp(wished.source.replace('{h1}', (await text(page, 'h1')).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))).test(now));
    check('the same node', await page.evaluate(() => document.querySelector('title').firstChild === window.titleNode));
    await back(page);
    check('back', await page.evaluate(() => document.querySelector('title').textContent) === original);
    await page.done();
  }
});

await test('widget: a title that the page changes', async () => {
  const page = await open('index.html');
  await translate(page);
  await page.evaluate(() => { document.title = 'The ferry was late again'; });
  await page.waitForFunction(() => document.title !== 'The ferry was late again');
  check(await page.title(), /balsa|ferry|barca/i.test(await page.title()) && /atrasad|tarde/i.test(await page.title()));
  await page.evaluate(() => { window.blinking = setInterval(() => { document.title = `(${++window.count || (window.count = 1)}) New messages have come`; }, 400); });
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('/v1/page')) asked.push(request.url()); });
  await page.waitForTimeout(6000);
  check(`left alone after some times: ${asked.length}`, asked.length > 0 && asked.length < 9);
  await page.evaluate(() => { clearInterval(window.blinking); document.title = 'Another title of the page'; });
  await back(page);
  check('the page has the last word', await page.title() === 'Another title of the page');
  await page.done();
});

await test('widget: listening', async () => {
  const page = await open('index.html');
  await translate(page);
  await page.evaluate(keepNodes);
  const button = page.locator('dragoman-widget .listen');
  await button.waitFor({ state: 'visible', timeout: 5000 }).catch(() => { throw new Error('no voice: is espeak-ng installed?'); });
  const lit = () => page.evaluate(() => [...(CSS.highlights.get('dragoman-spoken') ?? [])].map(String).join());
  await button.click();
  await page.waitForFunction(() => CSS.highlights.get('dragoman-spoken')?.size > 0, null, { timeout: 20000 });
  const heard = await lit();
  check(`a sentence: ${heard}`, heard.length > 5 && (await text(page, 'h1')).includes(heard));
  check('pause', await button.textContent() === 'Pausa');
  await page.waitForFunction((first) => ![...(CSS.highlights.get('dragoman-spoken') ?? [])].map(String).includes(first) && CSS.highlights.get('dragoman-spoken')?.size > 0, heard, { timeout: 20000 });
  check(`the next: ${await lit()}`, (await text(page, '.standfirst')).includes(await lit()));
  await button.click();
  check('it pauses', await button.textContent() === 'Ouvir');
  await page.locator('dragoman-widget button', { hasText: 'Parar' }).click();
  check('nothing is lit', await lit() === '' && await page.evaluate(() => document.adoptedStyleSheets.length) === 0);
  check('the page is as it was', await page.evaluate(difference) === '');
  await page.done();
});

await test('widget: a sentence that is clicked is heard', async () => {
  const page = await open('index.html');
  await translate(page);
  await page.evaluate(keepNodes);
  const lit = () => page.evaluate(() => [...(CSS.highlights.get('dragoman-spoken') ?? [])].map(String).join());
  const words = await page.evaluate(() => {
    window.third = [...document.querySelectorAll('article p')].filter((p) => p.textContent.split('. ').length > 1 && !p.closest('figure, blockquote'))[1];
    return window.third.textContent;
  });
  /** In the middle of the last sentence of that paragraph. */
  const place = () => page.evaluate(() => {
    const walker = document.createTreeWalker(window.third, NodeFilter.SHOW_TEXT);
    let node, last;
    while ((node = walker.nextNode())) if (node.data.trim().length > 10) last = node;
    const range = document.createRange();
    range.setStart(last, last.length - 8);
    range.setEnd(last, last.length - 6);
    last.parentElement.scrollIntoView({ block: 'center' });
    const box = range.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
  let { x, y } = await place();
  await page.mouse.click(x, y);
  await page.waitForTimeout(500);
  check('silent as long as nobody listens', await lit() === '' && await page.locator('dragoman-widget .listen').textContent() === 'Ouvir');
  await page.locator('dragoman-widget .listen').click();
  await page.waitForFunction(() => CSS.highlights.get('dragoman-spoken')?.size > 0, null, { timeout: 20000 });
  ({ x, y } = await place());
  await page.mouse.click(x, y);
  const heard = () => page.waitForFunction((all) => { const now = [...(CSS.highlights.get('dragoman-spoken') ?? [])].map(String).join(); return now.length > 5 && all.includes(now) && now; }, words, { timeout: 20000 });
  const sentence = await (await heard()).jsonValue();
  check(`the last of the paragraph, not its first: ${sentence}`, words.trim().endsWith(sentence.trim()) && !words.trim().startsWith(sentence.trim()));
  // A link is a link.
  await page.evaluate(() => document.querySelector('article p a').addEventListener('click', (event) => { event.preventDefault(); window.followed = true; }));
  const before = await lit();
  await page.click('article p a');
  await page.waitForTimeout(300);
  check('a link is followed', await page.evaluate(() => window.followed) && (await lit()) === before);
  await page.locator('dragoman-widget button', { hasText: 'Parar' }).click();
  check('the page is as it was', await page.evaluate(difference) === '');
  await page.done();
});

await browser.close();
web.close();
summary();
