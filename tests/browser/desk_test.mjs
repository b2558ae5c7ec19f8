// The desk as editors use it, in a real browser, against a server with a store of its own: node desk_test.mjs PROGRAM.
import { check, launch, quietPage, sizes, summary, test } from './setup.mjs';
import { deskServer, ferry, publication, tower } from './desk_server.mjs';

const [program] = process.argv.slice(2);
const browser = await launch();
const server = await deskServer(program);
let count = 0;

/** A page of the desk whose editor has said his name. */
async function open(hash = '#/', options = {}, ui = 'en') {
  const page = await quietPage(browser, { viewport: sizes.desktop, ...options });
  await page.addInitScript(() => { if (!localStorage.getItem('dragoman-desk-name')) localStorage.setItem('dragoman-desk-name', 'Ana Prado'); });
  await page.goto(`${server.address}/desk?ui=${ui}${hash}`);
  await page.waitForSelector('#view:not([aria-busy]) h1');
  return page;
}
/** An article of its own, and the desk open at it. */
async function openArticle(options = {}, html = tower, ui = 'en') {
  const article = await server.put(`town/tower-${++count}`, html);
  const page = await open(`#/article/${article.id}/pt`, options, ui);
  await page.waitForSelector('.row');
  return { page, article, newest: () => server.ask('GET', `/v1/articles/${article.id}?to=pt&version=newest`) };
}
const said = (page, text) => page.waitForFunction((wanted) => document.getElementById('status').textContent.includes(wanted), text, { timeout: 20000 });
const rowWith = (page, text) => page.locator('.lists .row', { hasText: text }).first();
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
async function select(page, row, side, text) {
  await row.locator(side).evaluate((place, wanted) => {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(wanted);
      if (at < 0) continue;
      getSelection().setBaseAndExtent(node, at, node, at + wanted.length);
      return;
    }
    throw new Error(`${wanted} does not stand in ${place.textContent}`);
  }, text);
  await page.waitForSelector('#selection:not([hidden])');
}

for (const [size, viewport] of Object.entries(sizes)) {
  const phone = size === 'phone', options = phone ? { viewport, hasTouch: true } : { viewport };
  const here = (name, body) => test(`desk: ${name} (${size})`, body);
  const edit = async (page, row) => {
    await (phone ? row.locator('.edit').tap() : row.locator('.edit').click());
    await page.waitForSelector('.edited:focus');
  };

  await here('the queue: doubtful first, by state, section and language', async () => {
    const clean = await server.put(`plain-${size}`, '<html lang="en"><body><article><h1>Rain</h1><p>It rained on Monday.</p></article></body></html>', { section: `Weather ${size}` });
    await server.put(`sea/ferry-${size}`, ferry, { section: 'Sea' });
    await server.ask('POST', `/v1/articles/${clean.id}/state`, { action: 'approve', to: 'pt', who: 'x' });
    const page = await open('#/', options);
    const doubts = await page.$$eval('.queue .doubts', (all) => all.map((one) => Number(/\d+/.exec(one.textContent)?.[0] ?? 0)));
    const approvedAt = await page.$$eval('.queue .state', (all) => all.map((one) => one.classList.contains('approved')));
    const waiting = doubts.filter((_, at) => !approvedAt[at]);
    check(`doubtful first: ${doubts}`, waiting.length >= 1 && waiting.some((n) => n > 0) && waiting.every((n, at) => at === 0 || n <= waiting[at - 1]));
    check('a headline as its title', await page.locator('.queue .title [lang=pt]').count() >= 1);
    check('nothing is wider than the page', await fits(page));
    await page.selectOption('#by-state', 'approved');
    await page.waitForFunction(() => [...document.querySelectorAll('.queue .state')].every((one) => one.classList.contains('approved')));
    check('by state', await page.locator('.queue > li').count() >= 1);
    await page.fill('#by-section', `Weather ${size}`);
    await page.press('#by-section', 'Enter');
    await page.waitForFunction(() => document.querySelectorAll('.queue > li').length === 1);
    await page.selectOption('#by-state', 'machine');
    await page.waitForFunction(() => document.querySelectorAll('.queue > li').length === 0);
    check('it says so', (await page.textContent('.count-line')) === 'No article is like that.');
    await page.selectOption('#by-state', '');
    await page.selectOption('#by-to', 'en');
    await page.waitForFunction(() => location.hash.includes('to=en') && document.querySelectorAll('.queue > li').length === 0);
    await page.selectOption('#by-to', 'pt');
    await page.locator('.queue .title a').click();
    await page.waitForSelector('.row');
    check('the article', await page.getAttribute('.view h1 bdi', 'lang') === 'pt');
    await page.locator('.back a').click();
    await page.waitForSelector('.queue > li');
    check('back to the same list', (await page.inputValue('#by-section')) === `Weather ${size}`);
    await page.done();
  });

  await here('an article: source beside translation, doubtful ones first or as in the text', async () => {
    const { page } = await openArticle(options, ferry);
    await page.selectOption('#order', 'doubtful');
    check('doubtful ones have a mark', await page.locator('.lists section').first().locator('.row.doubtful .sign').count() >= 1);
    check('and a reason', await page.locator('.row.doubtful .why li').count() >= 1);
    check('languages', await page.getAttribute('.row .source', 'lang') === 'en' && await page.getAttribute('.row .target', 'lang') === 'pt');
    const source = await page.locator('.row .source').first().boundingBox(), target = await page.locator('.row .target').first().boundingBox();
    check('beside each other, or below on a phone', phone ? target.y >= source.y + source.height : Math.abs(target.y - source.y) < 3 && target.x > source.x);
    check('nothing is wider than the page', await fits(page));
    await page.selectOption('#order', 'text');
    const texts = await page.$$eval('.lists section:first-child .source', (all) => all.map((one) => one.textContent));
    check(`as in the text: ${texts}`, texts.findIndex((one) => one.startsWith('The first night')) < texts.findIndex((one) => one.startsWith('A ticket')));
    await page.reload();
    await page.waitForSelector('.row');
    check('the order is remembered', await page.inputValue('#order') === 'text');
    await page.click('#next-doubtful');
    check('the next doubtful one', await page.evaluate(() => document.activeElement.matches('.row.doubtful')));
    await page.done();
  });

  await here('a sentence is edited, looked at while it is typed, saved, and undone', async () => {
    const { page, article, newest } = await openArticle(options, tower.replace('The works cost', `The ${size} works cost`));
    const row = rowWith(page, `The ${size} works cost`), before = await row.locator('.target').textContent();
    await edit(page, row);
    check('languages of the field', await page.getAttribute('.edited', 'lang') === 'pt' && await page.getAttribute('.edited', 'dir') === 'ltr');
    await page.fill('.edited', 'As obras custaram 2,4 milhões de euros.');
    await page.waitForSelector('.editor .why li');
    check('the number is told', (await page.textContent('.editor .why')).includes('number'));
    check('the receipt', (await page.textContent('.editor .receipt')).includes('0 of 1'));
    await page.fill('.edited', `As obras custaram 1,4 milhão de euros, ${size}.`);
    await page.waitForFunction(() => document.querySelector('.editor .summary').textContent === 'Nothing stands out.');
    const low = await page.evaluate(() => document.querySelector('.edited').offsetHeight);
    await page.fill('.edited', `As obras custaram 1,4 milhão de euros, ${size}. ${'Muito dinheiro. '.repeat(30)}`);
    check('the field grows', await page.evaluate(() => document.querySelector('.edited').offsetHeight) > low && await fits(page));
    await page.fill('.edited', `As obras custaram 1,4 milhão de euros, ${size}.`);
    await page.click('.editor .primary');
    await said(page, 'Saved as version 2');
    check('it stands there', (await row.locator('.target').textContent()) === `As obras custaram 1,4 milhão de euros, ${size}.`);
    check('with who', (await row.locator('.by').textContent()).includes('Corrected by Ana Prado'));
    check('the focus is on it', await row.evaluate((one) => document.activeElement === one));
    check('state', await page.locator('.about .state.corrected').count() === 1);
    const stored = await newest();
    check('the server has it', JSON.stringify(stored.blocks).includes(`milhão de euros, ${size}.`) && stored.who === 'Ana Prado');
    const again = await server.put(`again-${size}`, `<html lang="en"><body><article><h1>Money</h1><p>The ${size} works cost 1.4 million euros.</p></article></body></html>`);
    check('it holds in the next request', JSON.stringify(await server.ask('GET', `/v1/articles/${again.id}?to=pt`)).includes(`milhão de euros, ${size}.`));
    await row.locator('.by button').click();
    await said(page, 'Undone');
    check('as before', (await row.locator('.target').textContent()) === before && await row.locator('.by').count() === 0);
    check('on the server, too', !JSON.stringify(await newest()).includes(`milhão de euros, ${size}.`));
    const events = (await server.ask('GET', `/v1/articles/${article.id}/history`)).history.map((one) => one.what);
    check(`history: ${events}`, events.includes('corrected') && events.includes('uncorrected'));
    await page.done();
  });

  await here('approve, withdraw, restore', async () => {
    const { page, newest, article } = await openArticle(options);
    await page.click('#approve');
    if (await page.locator('#asking[open]').count()) await page.click('#asking-yes');
    await said(page, 'Approved');
    check('approved', (await newest()).state === 'approved' && await page.isDisabled('#approve'));
    await page.click('#withdraw');
    await page.click('#asking button[value=no]');
    check('not yet', (await newest()).state === 'approved');
    await page.click('#withdraw');
    await page.click('#asking-yes');
    await said(page, 'Withdrawn');
    check('readers see nothing', (await fetch(`${server.address}/v1/articles/${article.id}?to=pt`)).status === 410);
    await page.click('#restore');
    await said(page, 'Restored');
    check('readers see it', (await fetch(`${server.address}/v1/articles/${article.id}?to=pt`)).status === 200);
    await page.done();
  });

  await here('what somebody has changed meanwhile is looked at before it is approved', async () => {
    const { page, article, newest } = await openArticle(options);
    await server.ask('POST', `/v1/articles/${article.id}/corrections`, { to: 'pt', source: 'The works cost 1.4 million euros.', target: 'As obras saíram por 1,4 milhão de euros.', who: 'Rui' });
    await page.click('#approve');
    if (await page.locator('#asking[open]').count()) await page.click('#asking-yes');
    await page.waitForSelector('.top .fault');
    check('told', (await page.textContent('.top .fault')).startsWith('Somebody has changed'));
    check('not approved', (await newest()).state === 'corrected');
    check('what is new is marked', (await page.textContent('.row.changed .target')).includes('saíram por') && (await page.textContent('.row.changed .by')).includes('Rui'));
    await page.click('#approve');
    if (await page.locator('#asking[open]').count()) await page.click('#asking-yes');
    await said(page, 'Approved');
    check('approved', (await newest()).state === 'approved');
    await page.done();
  });

  await here('history: who, when, what; an older version beside the newest', async () => {
    const { page, article } = await openArticle(options);
    await server.ask('POST', `/v1/articles/${article.id}/corrections`, { to: 'pt', source: 'The works cost 1.4 million euros.', target: 'As obras saíram caras: 1,4 milhão de euros.', who: 'Rui' });
    await page.reload();
    await page.waitForSelector('.row');
    await page.click('#tab-past');
    await page.waitForSelector('#panel-past .events li');
    check('who has corrected what', /saíram caras.*Rui/s.test(await page.textContent('#panel-past section:first-child')));
    const events = await page.$$eval('#panel-past .events li', (all) => all.map((one) => [one.querySelector('strong').textContent, Boolean(one.querySelector('time'))]));
    check(JSON.stringify(events), events.some(([what]) => what === 'Corrected') && events.some(([what]) => what === 'Source received') && events.every(([, time]) => time));
    await page.click('#panel-past .versions button');
    await page.waitForSelector('.version ins');
    check('what came', (await page.textContent('.version ins')).includes('caras') && await page.locator('.version del').count() >= 1);
    check('nothing is wider than the page', await fits(page));
    await page.locator('#panel-past section:first-child button').click();
    await said(page, 'Undone');
    await page.waitForFunction(() => document.querySelector('#panel-past section').textContent.includes('Nobody has corrected'));
    await page.done();
  });

  await here('what changed in the source', async () => {
    const { page, article } = await openArticle(options);
    await server.ask('POST', `/v1/articles/${article.id}/corrections`, { to: 'pt', source: 'The works cost 1.4 million euros.', target: 'As obras custaram caro.', who: 'Rui' });
    await server.put(article.address.replace('https://courier.example/', ''), tower.replace('1.4 million', '1.6 million').replace('Ingrid Falk was the first to go up.', 'The mayor came on Sunday.'));
    await page.reload();
    await page.waitForSelector('.row');
    check('a notice', (await page.textContent('.top')).includes('lost their sentence: 1'));
    await page.click('#tab-changes');
    await page.waitForSelector('#panel-changes .row');
    const text = await page.textContent('#panel-changes');
    check(`a changed figure: ${text}`, (await page.$$eval('#panel-changes ins', (all) => all.map((one) => one.textContent))).some((one) => one.includes('1.6')));
    check('the correction without a place', text.includes('As obras custaram caro.'));
    check('nothing is wider than the page', await fits(page));
    await page.done();
  });

  await here('a term out of a selection holds from the next request on', async () => {
    const { page, newest } = await openArticle(options), wanted = phone ? 'campanário' : 'minarete';
    await select(page, rowWith(page, 'The tower of the town library'), '.source', 'tower');
    check('the words are shown', await page.textContent('#selected') === 'tower');
    await page.click('#selection-term');
    check('prefilled', await page.inputValue('#term-source') === 'tower' && await page.getAttribute('#term-target', 'lang') === 'pt');
    await page.fill('#term-target', wanted);
    await page.click('#term-form [value=ok]');
    await said(page, 'Stored');
    await page.click('#again');
    await said(page, 'Translated again');
    check('it is in the article', JSON.stringify((await newest()).blocks).includes(wanted) && (await page.textContent('.lists')).includes(wanted));
    await edit(page, rowWith(page, 'The tower of the town library'));
    await page.waitForSelector('.editor .hints');
    check('the glossary is told', (await page.textContent('.editor .hints')).includes(wanted));
    await page.fill('.edited', 'A torre abriu no sábado com um discurso de Ingrid Falk; estava fechada desde 1986.');
    await page.waitForFunction(() => document.querySelector('.editor .hints .short'));
    await page.click('.editor .hints button');
    check('and put in', (await page.inputValue('.edited')).includes(wanted));
    await page.keyboard.press('Escape');
    await page.goto(`${server.address}/desk#/terms?publication=${encodeURIComponent(publication)}&from=en&to=pt`);
    await page.waitForSelector('table td');
    const row = page.locator('tr', { hasText: wanted });
    check('in the list, with who', (await row.textContent()).includes('Ana Prado'));
    await row.locator('button').click();
    await page.click('#asking-yes');
    await said(page, 'Removed');
    await page.waitForFunction((text) => !document.getElementById('view').textContent.includes(text), wanted);
    await page.done();
  });

  await here('words that are not translated', async () => {
    const { page } = await openArticle(options);
    await select(page, rowWith(page, 'The tower of the town library'), '.source', 'speech');
    await page.click('#selection-keep');
    check('kept', await page.isChecked('#term-keep') && await page.isDisabled('#term-target'));
    await page.click('#term-form [value=ok]');
    await said(page, 'Stored');
    const { terms } = await server.ask('GET', `/v1/terms?publication=${encodeURIComponent(publication)}&from=en&to=pt&q=speech`);
    check(JSON.stringify(terms), terms.length === 1 && terms[0].target === null && terms[0].who === 'Ana Prado');
    await server.ask('DELETE', `/v1/terms/${terms[0].id}`);
    await page.done();
  });

  await here('a name is put right in the whole archive, and back', async () => {
    const paper = `Herald ${size}`;
    const one = await server.put(`name-a-${size}`, tower, { paper }), two = await server.put(`name-b-${size}`, tower, { paper });
    const text = async (id) => JSON.stringify((await server.ask('GET', `/v1/articles/${id}?to=pt&version=newest`)).blocks);
    const page = await open(`#/article/${one.id}/pt`, options);
    await page.waitForSelector('.row');
    await select(page, rowWith(page, 'was the first to go up'), '.target', 'Ingrid Falk');
    await page.click('#selection-archive');
    await page.waitForSelector('[name=replace]');
    check('prefilled', await page.inputValue('[name=find]') === 'Ingrid Falk' && await page.inputValue('[name=publication]') === paper);
    await page.fill('[name=replace]', 'Ingrid Falck');
    await page.click('.filters .primary');
    await page.waitForSelector('.found .spots');
    check('a preview', await page.locator('.found .spots').count() === 2 && (await page.textContent('.found ins')).includes('Falck') && await fits(page));
    check('nothing is changed yet', !(await text(one.id)).includes('Falck'));
    await page.locator('.found input[type=checkbox]').nth(1).uncheck();
    await page.locator('.found .acts .primary').click();
    await said(page, 'were corrected');
    const changed = await Promise.all([one, two].map(async ({ id }) => (await text(id)).includes('Falck')));
    check(`the chosen one only: ${changed}`, changed.filter(Boolean).length === 1);
    await page.locator('.events button').click();
    await said(page, 'Undone');
    check('back', !(await text(one.id)).includes('Falck') && !(await text(two.id)).includes('Falck'));
    await page.done();
  });

  await here('reports of readers', async () => {
    const article = await server.put(`reported-${size}`, tower);
    await server.ask('POST', '/v1/reports', { reason: 'name', note: `Her name is Falck (${size})`, from: 'en', to: 'pt', address: article.address, source: 'Ingrid Falk', target: 'Ingrid Falk' });
    const page = await open('#/reports', options);
    const item = page.locator('.reports > li', { hasText: `(${size})` });
    check('what is said', await item.count() === 1 && (await item.textContent()).includes('A name is wrong'));
    check('their number', Number(await page.textContent('#open-reports')) >= 1);
    check('nothing is wider than the page', await fits(page));
    await item.locator('.acts button').click();
    await said(page, 'The report is done');
    check('gone', await page.locator('.reports > li', { hasText: `(${size})` }).count() === 0);
    await page.selectOption('#report-state', 'done');
    await page.locator('.reports > li', { hasText: `(${size})` }).locator('.acts button').click();
    await said(page, 'open again');
    await page.selectOption('#report-state', 'open');
    await page.locator('.reports > li', { hasText: `(${size})` }).waitFor();
    await page.done();
  });
}

await browser.close();
await server.stop();
summary();
