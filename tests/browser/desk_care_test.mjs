// What the desk takes care of: who comes in, the keyboard alone, hostile texts, barriers, its weight; in a real browser against servers of
// its own: node desk_care_test.mjs PROGRAM.
import zlib from 'node:zlib';
import { check, checkBarriers, launch, quietPage, sizes, summary, test } from './setup.mjs';
import { deskServer, ferry, hostile, publication, tower } from './desk_server.mjs';

const [program] = process.argv.slice(2);
const browser = await launch();
const server = await deskServer(program), locked = await deskServer(program, ['client', 'editor', 'approver']);
const story = await server.put('sea/ferry', ferry, { section: 'Sea' });
let count = 0;

async function open(hash = '#/', { ui = 'en', at = server, name = 'Ana Prado', ...options } = {}) {
  const page = await quietPage(browser, { viewport: sizes.desktop, ...options });
  if (name) await page.addInitScript((said) => { if (!localStorage.getItem('dragoman-desk-name')) localStorage.setItem('dragoman-desk-name', said); }, name);
  await page.goto(`${at.address}/desk?ui=${ui}${hash}`);
  return page;
}
const isOpen = (page) => page.waitForSelector('#view:not([aria-busy]) h1');
async function openArticle(options = {}, html = tower) {
  const article = await (options.at ?? server).put(`care/${++count}`, html);
  const page = await open(`#/article/${article.id}/pt`, options);
  await page.waitForSelector('.row');
  return { page, article };
}
const said = (page, text) => page.waitForFunction((wanted) => document.getElementById('status').textContent.includes(wanted), text, { timeout: 20000 });
const rowAt = (page) => page.evaluate(() => document.activeElement.closest('.row')?.id);

// ---- who comes in
await test('desk: a key is asked for, kept in this tab, and nowhere else', async () => {
  const article = await locked.put('locked', tower);
  const page = await open(`#/article/${article.id}/pt`, { at: locked, name: '' });
  const asked = [];
  page.on('request', (request) => asked.push([request.url(), request.headers().cookie ?? '']));
  await page.waitForSelector('#door:not([hidden])');
  check('nothing is seen before', await page.isHidden('#view') && await page.isHidden('#places'));
  const come = async (key) => {
    await page.fill('#name', 'Rosa Lima');
    await page.fill('#key', key);
    await page.click('#door-form button');
  };
  await come('wrong');
  await page.waitForSelector('#door-fault:not([hidden])');
  check('a wrong key', (await page.textContent('#door-fault')) === 'This key is not known to the server.');
  await come(locked.keys.client);
  await page.waitForFunction(() => document.getElementById('door-fault').textContent.includes("client's"));
  await come(locked.keys.editor);
  await page.waitForSelector('.row');
  check('his name', await page.textContent('#show-name') === 'Rosa Lima');
  const kept = await page.evaluate(() => [JSON.stringify(localStorage), document.cookie, location.href, JSON.stringify(sessionStorage)]);
  check('the key is in the tab only', kept.slice(0, 3).every((text) => !text.includes(locked.keys.editor)) && kept[3].includes(locked.keys.editor));
  check('in no address and no cookie', asked.every(([url, cookie]) => !url.includes(locked.keys.editor) && cookie === ''));
  check('an editor does not approve', await page.locator('#approve').count() === 0);
  await page.reload();
  await page.waitForSelector('.row');
  await page.locator('.row .edit').first().click();
  await page.fill('.edited', 'Torre da biblioteca abre depois de 40 anos.');
  await page.keyboard.press('Control+Enter');
  await said(page, 'Saved');
  check('who', (await page.textContent('.row .by')).includes('editor-key/Rosa Lima'));
  await page.click('#leave');
  await page.waitForSelector('#door:not([hidden])');
  check('forgotten', await page.evaluate(() => sessionStorage.length === 0));
  await come(locked.keys.approver);
  await isOpen(page);
  await page.goto(`${locked.address}/desk#/article/${article.id}/pt`);
  await page.waitForSelector('#approve');
  await page.done();
});

await test('desk: without keys it opens by itself, and asks for a name once', async () => {
  const { page } = await openArticle({ name: '' });
  check('no door', await page.isHidden('#door') && await page.isHidden('#leave'));
  const save = async (at, text) => {
    await page.locator('.row .edit').nth(at).click();
    await page.fill('.edited', text);
    await page.click('.editor .primary');
  };
  await save(1, 'A torre abriu no sábado.');
  await page.waitForSelector('#naming[open]');
  await page.fill('#naming-name', 'Bia');
  await page.click('#naming [value=ok]');
  await said(page, 'Saved');
  await save(2, 'Ninguém com menos de 40 anos esteve aqui.');
  await said(page, 'version 3');
  check('by whom', (await page.locator('.row .by').first().textContent()).includes('Bia'));
  await page.done();
});

// ---- the keyboard alone
await test('desk: the keyboard alone', async () => {
  const { page, article } = await openArticle();
  await page.selectOption('#order', 'text');
  await page.keyboard.press('Tab');
  check('one stop for the tab key', await page.locator('.row[tabindex="0"]').count() === 1);
  await page.locator('.row').first().focus();
  const ids = await page.$$eval('.lists .row', (all) => all.map((one) => one.id));
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  check('two on', await rowAt(page) === ids[2]);
  await page.keyboard.press('k');
  check('one back', await rowAt(page) === ids[1]);
  await page.keyboard.press('Enter');
  check('edits', await page.evaluate(() => document.activeElement.matches('.edited')));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('A torre jan abriu.');
  await page.keyboard.press('Control+Enter');
  await said(page, 'Saved');
  await page.waitForFunction((id) => document.activeElement.matches('.edited') && document.activeElement.closest('.row').id === id, ids[2]);
  await page.keyboard.type(' Mais.');
  await page.keyboard.press('Escape');
  check('left, not saved', await rowAt(page) === ids[2] && await page.locator('.edited').count() === 0);
  await said(page, 'Not saved');
  await page.keyboard.press('Enter');
  check('what was written is still there', (await page.inputValue('.edited')).endsWith(' Mais.'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await page.keyboard.press('u');
  await said(page, 'Undone');
  await page.keyboard.press('?');
  check('the list of keys', await page.isVisible('#keys') && await page.locator('#keys-list tr').count() >= 10);
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  if (await page.waitForSelector('#asking[open]', { timeout: 1000 }).catch(() => undefined)) await page.keyboard.press('Enter');
  await said(page, 'Approved');
  check('approved', (await server.ask('GET', `/v1/articles/${article.id}?to=pt&version=newest`)).state === 'approved');
  await page.done();
});

await test('desk: the next doubtful one, and words that are selected', async () => {
  const page = await open(`#/article/${story.id}/pt`);
  await page.waitForSelector('.row');
  await page.selectOption('#order', 'text');
  await page.locator('.row').first().focus();
  await page.keyboard.press('n');
  const first = await rowAt(page);
  check('a doubtful one', await page.evaluate(() => document.activeElement.matches('.row.doubtful')));
  await page.keyboard.press('n');
  check('another one', await rowAt(page) !== first || await page.locator('.row.doubtful').count() === 1);
  await page.evaluate(() => getSelection().selectAllChildren(document.activeElement.querySelector('.source')));
  await page.waitForSelector('#selection:not([hidden])');
  await page.keyboard.press('d');
  check('not to be translated', await page.isChecked('#term-keep'));
  await page.keyboard.press('Escape');
  await page.done();
});

await test('desk: single keys can be switched off', async () => {
  const { page } = await openArticle();
  await page.click('#show-keys');
  await page.uncheck('#keys-on');
  await page.keyboard.press('Escape');
  await page.locator('.row').first().focus();
  const before = await rowAt(page);
  await page.keyboard.press('j');
  await page.keyboard.press('?');
  check('nothing happens', await rowAt(page) === before && await page.isHidden('#keys'));
  await page.keyboard.press('ArrowDown');
  check('arrows still do', await rowAt(page) !== before);
  await page.done();
});

await test('desk: the queue by keyboard', async () => {
  const page = await open();
  await page.waitForSelector('.queue > li');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  check('the second', await page.evaluate(() => document.activeElement === document.querySelectorAll('.queue .title a')[1]));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.row');
  await page.done();
});

// ---- nothing is lost
await test('desk: a server that is down, and a sentence that is not saved', async () => {
  const { page } = await openArticle();
  await page.locator('.row .edit').first().click();
  await page.fill('.edited', 'Ainda não.');
  await page.route('**/corrections', (route) => route.abort());
  await page.click('.editor .primary');
  await page.waitForFunction(() => document.querySelector('.editor .told').textContent.includes('cannot be reached'));
  check('still there', (await page.inputValue('.edited')) === 'Ainda não.');
  await page.evaluate(() => { location.hash = '#/'; });
  await page.waitForSelector('#asking[open]');
  await page.click('#asking [value=no]');
  check('one stays', await page.inputValue('.edited') === 'Ainda não.' && page.url().includes('/article/'));
  await page.unroute('**/corrections');
  await page.click('.editor .primary');
  await said(page, 'Saved');
  await page.locator('.row .edit').first().click();
  await page.fill('.edited', ' ');
  await page.click('.editor .primary');
  check('not empty', (await page.textContent('.editor .told')).includes('empty'));
  await page.keyboard.press('Escape');
  await page.goto(`${server.address}/desk#/article/${'0'.repeat(32)}/pt`);
  await page.waitForSelector('.view .fault');
  check('what is not there', (await page.textContent('.view .fault')).includes('not there'));
  await page.done();
});

// ---- hostile texts
const bad = '"><img src=x onerror=hit=1><script>hit=2</script><svg onload=hit=3>{{settings}}';
for (const [size, viewport] of Object.entries(sizes)) {
  await test(`desk: hostile texts stay texts (${size})`, async () => {
    const paper = `Paper ${bad} ${size}`;
    const article = await server.put(`evil-${size}`, hostile, { paper, section: bad });
    const { blocks } = await server.ask('GET', `/v1/articles/${article.id}?to=pt&version=newest`);
    const block = blocks.find((one) => one.sentences.length && one.role === 'text');
    const bytes = Buffer.from(block.source), [begin, end] = block.sentences[0].source, source = bytes.subarray(begin, end).toString();
    await server.ask('POST', `/v1/articles/${article.id}/corrections`, { to: 'pt', source, target: `Ele saiu. ${bad}`, who: bad });
    await server.ask('POST', '/v1/reports', { reason: bad, note: bad, address: 'javascript:hit=4', from: 'en', to: 'pt', source: bad, target: bad });
    await server.put(`evil-${size}`, hostile.replace('again', 'once more &lt;img src=x onerror=hit=5&gt;'), { paper, section: bad });
    // No translation can be made with this term, so it comes last.
    await server.ask('POST', '/v1/terms', { publication: paper, from: 'en', to: 'pt', source: 'town', target: bad, who: bad });
    const page = await open(`#/article/${article.id}/pt`, { viewport });
    await page.waitForSelector('.row');
    const unhurt = async (where, text) => {
      check(`${where}: shown as text`, (await page.textContent('#view')).includes(text));
      const found = await page.evaluate(() => [window.hit, document.querySelectorAll('#view :is(img, svg, script, iframe, object, embed, style, form[action], [onerror], [onload], [onclick])').length,
        [...document.querySelectorAll('#view a')].filter((one) => !/^https?:/.test(one.href)).length, document.documentElement.scrollWidth > innerWidth]);
      check(`${where}: ${found}`, found.join() === [undefined, 0, 0, false].join());
    };
    await unhurt('article', '<img src=x onerror="hit=5">');
    await page.locator('.row', { hasText: 'town' }).first().locator('.edit').click();
    await page.waitForSelector('.editor .hints');
    await unhurt('editor', bad);
    await page.keyboard.press('Escape');
    await page.click('#tab-changes');
    await page.waitForSelector('#panel-changes ins');
    await unhurt('changes', '<img src=x onerror=hit=5>');
    await page.click('#tab-past');
    await page.waitForSelector('#panel-past .events li');
    await unhurt('history', bad);
    for (const [hash, text] of [['#/', bad], [`#/terms?publication=${encodeURIComponent(paper)}&from=en&to=pt`, bad], ['#/reports', bad]]) {
      await page.evaluate((to) => { location.hash = to; }, hash);
      await page.waitForSelector('#view:not([aria-busy]) :is(.queue, td, .reports)');
      await page.waitForFunction((wanted) => document.getElementById('view').textContent.includes(wanted), text);
      await unhurt(hash, text);
    }
    await page.evaluate((to) => { location.hash = to; }, `#/archive?publication=${encodeURIComponent(paper)}&to=pt&find=Ele`);
    await page.fill('[name=replace]', bad);
    await page.click('.filters .primary');
    await page.waitForSelector('.found ins');
    await unhurt('archive', bad);
    await page.done();
  });
}

await test('desk: a hostile name and hash', async () => {
  const page = await open(`#/article/${encodeURIComponent(bad)}/${encodeURIComponent(bad)}`, { name: bad });
  await page.waitForSelector('.view .fault');
  check('text', (await page.textContent('#show-name')) === bad && await page.evaluate(() => window.hit === undefined));
  await page.done();
});

// ---- for everybody
for (const ui of ['en', 'pt', 'ar']) {
  for (const colorScheme of ['light', 'dark']) {
    await test(`desk: no barrier that axe-core knows: ${ui}, ${colorScheme}`, async () => {
      const options = { ui, colorScheme, bypassCSP: true };
      const door = await open('#/', { ...options, at: locked, name: '' });
      await door.waitForSelector('#door:not([hidden])');
      await checkBarriers(door, 'door');
      await door.done();
      const page = await open('#/', options);
      await page.waitForSelector('.queue > li');
      check('direction', await page.getAttribute('html', 'dir') === (ui === 'ar' ? 'rtl' : 'ltr'));
      await checkBarriers(page, 'queue');
      const goTo = (hash) => page.evaluate((to) => { location.hash = to; }, hash);
      await goTo(`#/article/${story.id}/pt`);
      await page.waitForSelector('.row');
      await checkBarriers(page, 'article');
      await page.locator('.row .edit').nth(2).click();
      await page.fill('.edited', 'O porto reabriu às 7 horas.');
      await page.waitForSelector('.editor .why');
      await checkBarriers(page, 'editor');
      await page.keyboard.press('Escape');
      await page.locator('.row .source').nth(3).evaluate((one) => getSelection().selectAllChildren(one));
      await page.waitForSelector('#selection:not([hidden])');
      await checkBarriers(page, 'selection');
      await page.click('#selection-term');
      await checkBarriers(page, 'term');
      await page.keyboard.press('Escape');
      await page.click('#show-keys');
      await checkBarriers(page, 'keys');
      await page.keyboard.press('Escape');
      await page.click('#tab-past');
      await page.waitForSelector('#panel-past .events li');
      await checkBarriers(page, 'history');
      for (const hash of ['#/reports', `#/terms?publication=${encodeURIComponent(publication)}`, `#/archive?publication=${encodeURIComponent(publication)}&to=pt&find=Marlow`]) {
        await goTo(hash);
        await page.waitForSelector('#view:not([aria-busy]) h1');
        if (hash.includes('archive')) {
          await page.fill('[name=replace]', 'Marlowe');
          await page.click('.filters .primary');
          await page.waitForSelector('.found .spots');
        }
        await checkBarriers(page, hash);
      }
      await page.done();
    });
  }
}

await test('desk: the interface in Arabic, sentences in their own direction', async () => {
  const page = await open(`#/article/${story.id}/pt`, { ui: 'ar' });
  await page.waitForSelector('.row');
  const at = await page.locator('.row .source').first().boundingBox(), beside = await page.locator('.row .target').first().boundingBox();
  check('the source is on the right', at.x > beside.x);
  check('its text is not turned', await page.getAttribute('.row .source', 'dir') === 'ltr');
  check('no English in the interface', !/[A-Za-z]{3}/.test((await page.textContent('.tabs')) + (await page.textContent('.places'))));
  await page.done();
});

await test('desk: light and small: no other server, under 60 KB', async () => {
  const page = await quietPage(browser, { viewport: sizes.desktop });
  const weights = [], strange = [];
  page.on('response', (response) => { if (!response.url().includes('/v1/')) weights.push(response.body().then((body) => zlib.gzipSync(body).length)); });
  page.on('request', (request) => { if (!request.url().startsWith(server.address)) strange.push(request.url()); });
  await page.goto(`${server.address}/desk#/article/${story.id}/pt`, { waitUntil: 'networkidle' });
  const all = (await Promise.all(weights)).reduce((sum, one) => sum + one, 0);
  console.log(`the desk weighs ${all} bytes, gzipped`);
  check(`${all} bytes`, all > 10000 && all < 60 * 1024);
  check(strange.join(), strange.length === 0);
  await page.done();
});

await test('desk: no motion for those who want none', async () => {
  const page = await open(`#/article/${story.id}/pt`, { reducedMotion: 'reduce' });
  await page.waitForSelector('.row');
  check('no transitions', await page.locator('.row').first().evaluate((one) => getComputedStyle(one).transitionDuration === '0s'));
  await page.done();
});

await browser.close();
await Promise.all([server.stop(), locked.stop()]);
summary();
