// The WordPress plug-in as those meet it who use it: the developer who installs it, the editor who publishes, the reader. Run by tools/wordpress_test.sh,
// which has made the site.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { check, launch, quietPage, sizes, summary, test } from './setup.mjs';
import { difference, keepNodes } from './publisher.mjs';

const { SITE, SERVER, SITE_KEY, SECRET, ZIP, WORK, SERVER_PID } = process.env;
const PASSWORD = 'a-password-of-the-tests';
const browser = await launch();
const php = (...words) => execFileSync(`${WORK}/site.sh`, words.map(String), { encoding: 'utf8' });
const sent = (post) => JSON.parse(php('sent', post));
const traces = () => JSON.parse(php('traces'));
const events = () => php('events');
const wait = (ms) => new Promise((ready) => setTimeout(ready, ms));

/** A request to the Dragoman server with the secret key. */
async function server(path, options = {}) {
  const answer = await fetch(SERVER + path, { ...options, headers: { Authorization: `Bearer ${SECRET}`, Accept: 'application/json', 'Content-Type': 'application/json' } });
  return { status: answer.status, data: await answer.json().catch(() => ({})) };
}
async function login(name) {
  const page = await (await browser.newContext({ viewport: sizes.desktop })).newPage();
  await page.goto(`${SITE}/wp-login.php`);
  await page.fill('#user_login', name);
  await page.fill('#user_pass', PASSWORD);
  await Promise.all([page.waitForURL(/wp-admin/), page.click('#wp-submit')]);
  return page;
}
const go = (page, path) => page.goto(`${SITE}/wp-admin/${path}`);
const saved = (page) => Promise.all([page.waitForURL(/settings-updated/), page.click('#submit')]);
/** WordPress's REST interface, which the block editor uses, as who is logged in at a page of the editor. */
const rest = (page, path, data, method = 'POST') => page.evaluate((wish) => wp.apiFetch(wish), { path, method, data });

const editor = await login('editor');
const settings = (page = editor) => go(page, 'options-general.php?page=dragoman');
async function set(values) {
  await settings();
  for (const [name, value] of Object.entries(values)) {
    const field = editor.locator(name === 'secret' ? '#dragoman-secret' : `[name="dragoman[${name}]"]`);
    if (typeof value === 'boolean') await field.setChecked(value);
    else if (name === 'place') await field.selectOption(value);
    else await field.fill(value);
  }
  await saved(editor);
}

await test('wordpress: uploaded and activated as a developer does it', async () => {
  await go(editor, 'plugin-install.php?tab=upload');
  await editor.setInputFiles('#pluginzip', ZIP);
  await editor.click('#install-plugin-submit');
  await editor.waitForSelector('a[href*="action=activate"]');
  await Promise.all([editor.waitForURL(/plugins\.php/), editor.click('a[href*="action=activate"]')]);
  check('a link to the settings', await editor.locator('tr[data-slug="dragoman"] a[href*="page=dragoman"]').count() === 1);
  check('no word on the site before a server is set', !(await (await fetch(`${SITE}/hello-world/`)).text()).includes('dragoman'));
});

await test('wordpress: settings, good and bad', async () => {
  await set({ server: `${SERVER}/`, key: SITE_KEY, from: 'en', to: 'pt, xx" onload="alert(1)', after: '"><script>alert(1)</script>', secret: SECRET });
  check('server without its last slash', await editor.inputValue('#dragoman-server') === SERVER);
  check(`languages are codes: ${await editor.inputValue('#dragoman-to')}`, /^[\w,-]+$/.test(await editor.inputValue('#dragoman-to')));
  check('nothing of it became markup', await editor.evaluate(() => !document.querySelector('#wpbody script') || ![...document.querySelectorAll('#wpbody script')].some((one) => one.textContent === 'alert(1)')));
  check('the secret does not come back', !(await editor.content()).includes(SECRET) && await editor.inputValue('#dragoman-secret') === '');
  await set({ server: 'javascript:alert(1)' });
  check('told', /no address that can be used/.test(await editor.textContent('#wpbody')));
  check('what was there stays', await editor.inputValue('#dragoman-server') === SERVER);
  await set({ to: 'pt', after: '', push: true, publish_url: 'https://copies.courier.invalid/{to}/{id}' });
  check('marks stay in the address', await editor.inputValue('#dragoman-publish_url') === 'https://copies.courier.invalid/{to}/{id}');
  await Promise.all([editor.waitForNavigation(), editor.click('#dragoman-check')]);
  const said = (await editor.locator('.notice[role=status]').allTextContents()).join(' ');
  check(said, /The server answers\. Its languages: .*pt/.test(said) && /good for sending and withdrawing/.test(said));
  check('no secret in the options that are loaded everywhere', !php('traces').includes(SECRET));
});

let story, photo;
const TITLE = 'Terns return to the lighthouse island';
await test('wordpress: a story is published in the block editor', async () => {
  await go(editor, 'post-new.php');
  await editor.waitForFunction(() => window.wp?.apiFetch && window.wp?.data?.select('core/editor')?.getCurrentPostId());
  // A photo, drawn here.
  photo = await editor.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 640 }), pen = canvas.getContext('2d');
    const fill = (colour, ...box) => { pen.fillStyle = colour; pen.fillRect(...box); };
    fill('#b9d3e6', 0, 0, 1200, 640); fill('#4a7a94', 0, 430, 1200, 210); fill('#6d7f58', 240, 400, 720, 60);
    fill('#f4f0e6', 560, 150, 80, 260); fill('#b23b2e', 560, 215, 80, 45); fill('#b23b2e', 560, 315, 80, 45); fill('#333', 552, 110, 96, 42);
    pen.fillStyle = '#fff';
    for (const [x, y] of [[200, 150], [330, 90], [820, 120], [930, 210]]) { pen.beginPath(); pen.moveTo(x, y); pen.lineTo(x + 30, y + 12); pen.lineTo(x + 60, y); pen.lineTo(x + 30, y + 5); pen.fill(); }
    const form = new FormData();
    form.append('file', await new Promise((ready) => { canvas.toBlob(ready, 'image/png'); }), 'lighthouse.png');
    form.append('caption', 'The lighthouse on Tern Island, where the birds have nested again.');
    form.append('alt_text', 'A lighthouse on a low island');
    return (await wp.apiFetch({ path: '/wp/v2/media', method: 'POST', body: form })).id;
  });
  story = await editor.evaluate(async ({ title, featured }) => {
    const { dispatch, select, blocks } = wp.data.select('core/editor') && { ...wp.data, blocks: wp.blocks };
    const p = (content) => blocks.createBlock('core/paragraph', { content });
    dispatch('core/editor').editPost({ title, featured_media: featured });
    dispatch('core/block-editor').insertBlocks([
      p('The birds came back on a Tuesday. The <strong>keeper of the lighthouse</strong> counted forty-one pairs on the <a href="/about">eastern shore</a> of the island, the most since the storm of 1998.'),
      p('“We had almost given up hope,” said Maria Lowell, who has lived on the island for 30 years. She wrote the number into the logbook and rang the bell.'),
      blocks.createBlock('core/heading', { content: 'A fence and a promise', level: 2 }),
      p('Volunteers had repaired the fence in March. Dogs are kept away from the beach until the end of August, and the ferry no longer stops at the old pier.'),
    ]);
    await dispatch('core/editor').savePost();
    return select('core/editor').getCurrentPostId();
  }, { title: TITLE, featured: photo });
  await editor.evaluate(() => { document.querySelector('.components-modal__screen-overlay .components-modal__header button')?.click(); });
  await editor.click('.editor-post-publish-panel__toggle');
  await editor.click('.editor-post-publish-panel .editor-post-publish-button');
  await editor.waitForSelector('.post-publish-panel__postpublish');
  check('the editor did not wait for the translation', sent(story) === '');
  check('it is planned once', traces().events === 1);
  events();
  const { ok, id, copies } = sent(story);
  check(JSON.stringify(copies), ok && copies.length === 1 && copies[0].to === 'pt' && copies[0].shown === 'yes');
  const { data } = await server(`/v1/articles/${id}`);
  check(JSON.stringify(data), data.publication === '127.0.0.1' && data.address === `${SITE}/terns-return-to-the-lighthouse-island/` && data.section === 'uncategorized');
  check('its headline', /andorinhas|farol/i.test(data.translations[0].title));
  const { data: page } = await server(`/v1/articles/${id}?to=pt`);
  check('photo, caption and text', /lighthouse.*\.png/.test(page.page) && /figcaption/.test(page.page) && /<strong>/.test(page.page) && /41|quarenta/.test(page.page));
});

const view = async (path, options = {}) => {
  const page = await quietPage(browser, { viewport: sizes.desktop, locale: 'en-US', ...options });
  await page.addInitScript(() => { document.addEventListener('dragoman:state', ({ detail }) => { window.lastState = detail.state; }); });
  await page.goto(SITE + path);
  return page;
};
for (const theme of ['twentytwentyone', 'twentytwentythree']) {
  await test(`wordpress: a reader, theme ${theme}`, async () => {
    php('theme', theme);
    for (const viewport of [sizes.desktop, sizes.phone]) {
      const page = await view('/terns-return-to-the-lighthouse-island/', { viewport });
      await page.waitForSelector('dragoman-widget');
      const tag = await page.evaluate(() => { const { async, dataset, src } = document.querySelector('script[src*="dragoman.js"]'); return { async, src, ...dataset }; });
      check(JSON.stringify(tag), tag.async && tag.src === `${SERVER}/dragoman.js` && tag.from === 'en' && tag.to === 'pt' && tag.key === SITE_KEY && !('listen' in tag));
      check('below the photo and its caption', await page.evaluate(() => document.querySelector('dragoman-widget').previousElementSibling.querySelector('.wp-post-image') !== null
        && document.querySelector('dragoman-widget').parentElement.closest('figure, a, p') === null));
      check('nothing is wider than the page', await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await page.evaluate(keepNodes);
      await page.click('dragoman-widget button[data-code=pt]');
      await page.waitForFunction(() => window.lastState === 'translated');
      check('headline', /andorinhas|farol/i.test(await page.textContent('h1')));
      const text = await page.locator('.entry-content > p').first().innerHTML();
      check(`text with its markup: ${text}`, /<strong>(?!keeper)[^<]+<\/strong>/.test(text) && /<a href="\/about">(?!eastern)[^<]+<\/a>/.test(text) && /ter.a-feira/.test(text));
      check('label', await page.locator('aside[data-dragoman=label]').isVisible());
      if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${theme}-${viewport.width}.jpg`, quality: 80, caret: 'initial' });
      await page.click('dragoman-widget button[data-code=""]');
      await page.waitForFunction(() => window.lastState === 'original');
      const differs = await page.evaluate(difference);
      check(`as it was: ${differs}`, differs === '');
      check('no secret', !(await page.content()).includes(SECRET));
      await page.done();
    }
  });

  await test(`wordpress: only where a single story is, theme ${theme}`, async () => {
    for (const path of ['/', '/sample-page/', '/category/uncategorized/', '/?s=terns', '/feed/']) {
      check(path, !(await (await fetch(SITE + path)).text()).includes('dragoman'));
    }
  });

  await test(`wordpress: other places, theme ${theme}`, async () => {
    for (const [place, test] of [['before', (bar) => bar.nextElementSibling.localName === 'p'], ['end', (bar) => bar.nextElementSibling === null && bar.previousElementSibling.matches('.dragoman-place')],
      ['after', (bar) => bar.previousElementSibling.localName === 'h2']]) {
      await set({ place, after: '.entry-content h2' });
      const page = await view('/terns-return-to-the-lighthouse-island/');
      await page.waitForSelector('dragoman-widget');
      check(place, await page.evaluate(`(${test})(document.querySelector('dragoman-widget'))`));
      await page.done();
    }
    await set({ place: 'photo', after: '' });
  });
}

await test('wordpress: Listen', async () => {
  const page = await view('/terns-return-to-the-lighthouse-island/');
  await page.waitForSelector('dragoman-widget');
  const spoken = page.waitForResponse((answer) => answer.url().includes('/v1/speech') && answer.request().method() === 'POST');
  const listen = page.locator('dragoman-widget .listen');
  if (await listen.isVisible({ timeout: 5000 }).catch(() => false) || await listen.waitFor({ timeout: 3000 }).then(() => true, () => false)) {
    await listen.click();
    check('sound', (await spoken).ok());
  } else {
    spoken.catch(() => {});
    console.log('no voice is installed; only that the switch works was looked at');
  }
  await page.done();
  await set({ listen: false });
  check('switched off', (await (await fetch(`${SITE}/terns-return-to-the-lighthouse-island/`)).text()).includes('data-listen="no"'));
  await set({ listen: true });
});

await test('wordpress: the copy of the script that came with it', async () => {
  await set({ local: true });
  const page = await view('/terns-return-to-the-lighthouse-island/');
  await page.waitForSelector('dragoman-widget');
  check('from the site', await page.evaluate((site) => document.querySelector('script[src*="dragoman.js"]').src.startsWith(`${site}/wp-content/plugins/dragoman/widget/dragoman.js`), SITE));
  await page.click('dragoman-widget button[data-code=pt]');
  await page.waitForFunction(() => window.lastState === 'translated');
  await page.done();
  await set({ local: false });
});

const alternates = async () => [...(await (await fetch(`${SITE}/terns-return-to-the-lighthouse-island/`)).text()).matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g)].map(([, code, url]) => `${code} ${url}`);
const own = `${SITE}/terns-return-to-the-lighthouse-island/`;
await test('wordpress: hreflang says which copies are published', async () => {
  const { id } = sent(story);
  const all = [`en ${own}`, `pt https://copies.courier.invalid/pt/${id}`, `x-default ${own}`];
  check((await alternates()).join(), (await alternates()).join() === all.join());
  // An editor of the server withdraws the translation: the page stops naming it when it has looked again.
  check('withdrawn', (await server(`/v1/articles/${id}/state`, { method: 'POST', body: JSON.stringify({ action: 'withdraw', to: 'pt' }) })).status === 200);
  php('old', story);
  await alternates();
  check('planned', traces().events === 1);
  events();
  check('none', (await alternates()).length === 0);
  await server(`/v1/articles/${id}/state`, { method: 'POST', body: JSON.stringify({ action: 'restore', to: 'pt' }) });
});

await go(editor, 'post-new.php');
await editor.waitForFunction(() => window.wp?.apiFetch);
const state = async () => (await server(`/v1/articles/${sent(story).id}`)).data;
await test('wordpress: changed, taken back, published again', async () => {
  const before = await state();
  await rest(editor, `/wp/v2/posts/${story}`, { title: 'Terns return to the old lighthouse island' });
  events();
  const changed = await state();
  check(`a new version: ${changed.source_version}`, changed.source_version === before.source_version + 1 && changed.translations[0].shown === 'yes');
  for (const [what, data, back] of [['draft', { status: 'draft' }, { status: 'publish' }], ['password', { password: 'x' }, { password: '' }], ['private', { status: 'private' }, { status: 'publish' }]]) {
    await rest(editor, `/wp/v2/posts/${story}`, data);
    events();
    check(`${what}: withdrawn`, (await state()).withdrawn === true && sent(story).withdrawn);
    check(`${what}: readers see none`, (await server(`/v1/articles/${sent(story).id}?to=pt`)).status === 410);
    await rest(editor, `/wp/v2/posts/${story}`, back);
    events();
    check(`${what}: back`, (await state()).withdrawn === false && (await state()).translations[0].shown === 'yes');
  }
});

await test('wordpress: what an editor of the server withdraws is not brought back by saving', async () => {
  await server(`/v1/articles/${sent(story).id}/state`, { method: 'POST', body: JSON.stringify({ action: 'withdraw' }) });
  await rest(editor, `/wp/v2/posts/${story}`, { excerpt: 'Forty-one pairs, the most since 1998.' });
  events();
  check('still withdrawn', (await state()).withdrawn === true && sent(story).ok);
  await server(`/v1/articles/${sent(story).id}/state`, { method: 'POST', body: JSON.stringify({ action: 'restore' }) });
});

await test('wordpress: another address, then the bin, then gone', async () => {
  const old = sent(story).id;
  await rest(editor, `/wp/v2/posts/${story}`, { slug: 'terns' });
  events();
  const { id } = sent(story);
  check('another article', id !== old && (await server(`/v1/articles/${id}`)).data.withdrawn === false);
  check('the old one is withdrawn', (await server(`/v1/articles/${old}`)).data.withdrawn === true);
  await rest(editor, `/wp/v2/posts/${story}`, { slug: 'terns-return-to-the-lighthouse-island' });
  events();
  check('the first again', sent(story).id === old && (await state()).withdrawn === false);
  const second = (await rest(editor, '/wp/v2/posts', { title: 'A second story', content: '<p>The ferry was late again on Monday.</p>', status: 'publish' })).id;
  events();
  const article = sent(second).id;
  await rest(editor, `/wp/v2/posts/${second}`, undefined, 'DELETE');
  events();
  check('in the bin: withdrawn', (await server(`/v1/articles/${article}`)).data.withdrawn === true);
  const third = (await rest(editor, '/wp/v2/posts', { title: 'A third story', content: '<p>The bell was heard on the mainland.</p>', status: 'publish' })).id;
  events();
  const gone = sent(third).id;
  await rest(editor, `/wp/v2/posts/${third}?force=true`, undefined, 'DELETE');
  check('deleted: withdrawn at once', (await server(`/v1/articles/${gone}`)).data.withdrawn === true);
  check('nothing waits', traces().events === 0);
});

const edit = async () => {
  await go(editor, `post.php?post=${story}&action=edit`);
  await editor.waitForSelector('#dragoman', { state: 'attached' });
};
await test('wordpress: the box beside a story', async () => {
  await edit();
  check('what became of it', /Sent on .*pt: readers see it/s.test(await editor.textContent('#dragoman')));
  check('no secret', !(await editor.content()).includes(SECRET));
  await editor.evaluate(() => { document.querySelector('[name=dragoman_off]').click(); });
  await editor.click('.editor-post-publish-button');
  await editor.waitForFunction(() => !wp.data.select('core/edit-post').isSavingMetaBoxes() && !wp.data.select('core/editor').isSavingPost());
  await wait(300);
  events();
  check('withdrawn', (await state()).withdrawn === true);
  check('not on the page', !(await (await fetch(own)).text()).includes('dragoman.js'));
  await edit();
  check('told', /Withdrawn on/.test(await editor.textContent('#dragoman')) && await editor.isChecked('[name=dragoman_off]'));
  await editor.evaluate(() => { document.querySelector('[name=dragoman_off]').click(); });
  await editor.click('.editor-post-publish-button');
  await editor.waitForFunction(() => !wp.data.select('core/edit-post').isSavingMetaBoxes() && !wp.data.select('core/editor').isSavingPost());
  await wait(300);
  events();
  check('back', (await state()).withdrawn === false);
});

await test('wordpress: its clock runs by itself', async () => {
  fs.writeFileSync(`${WORK}/cron`, '');
  try {
    const before = (await state()).source_version;
    await rest(editor, `/wp/v2/posts/${story}`, { title: TITLE });
    for (let i = 0; i < 100 && (await state()).source_version === before; ++i) {
      await fetch(SITE);  // a visitor
      await wait(200);
    }
    check('sent', (await state()).source_version > before);
  } finally { fs.rmSync(`${WORK}/cron`); }
});

await test('wordpress: who may do what', async () => {
  const writer = await login('writer');
  const refused = async (path, form) => (form ? await writer.request.post(`${SITE}/wp-admin/${path}`, { form }) : await writer.request.get(`${SITE}/wp-admin/${path}`)).status();
  check('settings', await refused('options-general.php?page=dragoman') === 403);
  check('saving', await refused('options.php', { option_page: 'dragoman', action: 'update', 'dragoman[server]': 'https://evil.invalid' }) === 403);
  check('asking', await refused('admin-post.php', { action: 'dragoman_check' }) === 403);
  check('sending others’ stories', await refused(`admin-post.php?action=dragoman_send&post=${story}`) === 403);
  check('without a login', (await fetch(`${SITE}/wp-admin/admin-post.php?action=dragoman_check`, { redirect: 'manual' })).status !== 200);
  // The editor, lured from another page: no nonce.
  check('no nonce', (await editor.request.post(`${SITE}/wp-admin/admin-post.php`, { form: { action: 'dragoman_check' } })).status() === 403);
  await settings();
  check('nothing has changed', await editor.inputValue('#dragoman-server') === SERVER);
  await writer.context().close();
});

await test('wordpress: in Portuguese and Arabic', async () => {
  for (const [locale, words] of [['pt_BR', ['Idiomas oferecidos', 'Chave secreta', 'Enviadas há pouco']], ['ar', ['اللغات المعروضة', 'المفتاح السري', 'ما أُرسل مؤخرًا']]]) {
    php('locale', locale);
    await settings();
    const text = await editor.textContent('#wpbody');
    if (process.env.SCREENSHOTS) await editor.screenshot({ path: `${process.env.SCREENSHOTS}/settings-${locale}.jpg`, quality: 80, fullPage: true });
    for (const one of words) check(`${locale}: ${one}: ${text.replace(/\s+/g, ' ').slice(0, 3000)}`, text.includes(one));
  }
  php('locale', '');
});

await test('wordpress: the server is down', async () => {
  process.kill(Number(SERVER_PID));
  await wait(1500);
  await edit();
  await Promise.all([editor.waitForNavigation(), editor.click('#dragoman a.button')]);
  await editor.waitForSelector('#dragoman', { state: 'attached' });
  check('said beside the story', /Failed on .*cannot be reached/.test(await editor.textContent('#dragoman')));
  check('tried again later', traces().events === 1);
  await Promise.all([settings(), editor.waitForSelector('#dragoman-check')]);
  check('and in the settings', /Failed on .*cannot be reached/.test(await editor.textContent('#wpbody')));
  await Promise.all([editor.waitForNavigation(), editor.click('#dragoman-check')]);
  check('asked', /cannot be reached/.test(await editor.textContent('.notice-error')));
  const answer = await fetch(own);
  check('pages come as ever', answer.status === 200 && (await answer.text()).includes('old lighthouse') === false);
});

await test('wordpress: deleted, without a trace', async () => {
  check('there was something', traces().meta > 0 && traces().options.length >= 2);
  php('uninstall');
  const { options, meta, events: planned } = traces();
  check(`${options} ${meta} ${planned}`, options.length === 0 && meta === 0 && planned === 0);
  check('the site lives', (await fetch(own)).status === 200);
});

await browser.close();
summary();
