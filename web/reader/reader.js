// The reader: a form that takes an article, and the story that comes of it. This file holds the page together; the others do one thing
// each.

import { Story } from './story.js';
import { element } from '../shared/element.js';
import { Panel } from './panel.js';
import { events } from './stream.js';
import { placeAt } from './words.js';
import { linkTo, wishOf } from './links.js';
import { showAbout, showSharing, showReport } from './dialogs.js';
import { Player, hasVoice } from './listen.js';
import { dress, kept } from '../shared/liking.js';

const settings = JSON.parse(document.getElementById('settings').textContent);
const words = { ...settings.words, ui: settings.ui };
const find = (id) => document.getElementById(id);
const desk = find('desk'), reading = find('reading'), status = find('status');
const codeOf = (tag) => tag.split('-')[0];

const story = new Story(find('story'), words, () => showAbout(story, words, (record) => panel.open(record)));
const panel = new Panel(find('panel'), words, story, (by) => step(by, true));

const player = new Player(find('listen'), story, words, (path, options) => answer(path, options, words.unheard), fail);

let wish;      // what is read: {text}, {url}, {file} or {article} (an id), with from and to
let running;   // AbortController of the request that is being answered
const known = new Map();  // language -> events of this wish, so that going back needs no request

function fail(message) {
  document.querySelector('.fault')?.remove();
  const fault = element('p', { class: 'fault', role: 'alert' }, message);
  (reading.hidden ? desk : status).before(fault);
  status.textContent = '';
}

const keyHeaders = () => (settings.keys ? { Authorization: `Bearer ${find('key').value}` } : {});

async function answer(path, options, failed = words.failed) {
  const headers = { ...options.headers, ...keyHeaders() };
  let response;
  try {
    response = await fetch(path, { method: 'POST', ...options, headers });
  } catch (error) {
    throw error.name === 'AbortError' ? error : new Error(words.offline);
  }
  if (response.ok) return response;
  const told = await response.json().catch(() => ({}));
  throw new Error(`${failed} ${told.error ?? response.status}`);
}

/** A stored article is there already: all of it at once. */
async function* stored(to, signal) {
  const query = new URLSearchParams({ view: 'story', to });
  const { story: head, blocks } = await (await answer(`/v1/articles/${encodeURIComponent(wish.article)}?${query}`,
    { method: 'GET', signal, headers: { Accept: 'application/json' } }, words.unopened)).json();
  const all = [{ event: 'story', data: head }, ...blocks.map((data) => ({ event: 'block', data }))];
  known.set(to, all);
  yield* all;
}

async function* translated(to, signal) {
  const query = new URLSearchParams({ view: 'story', to });
  if (wish.from) query.set('from', wish.from);
  if (wish.url) query.set('url', wish.url);
  if (wish.file) query.set('name', wish.file.name);
  const body = wish.url ? undefined : wish.file ?? new Blob([wish.text]);
  const response = await answer(`/v1/page?${query}`, { body, signal, headers: { Accept: 'text/event-stream' } });
  const all = [];
  for await (const one of events(response)) {
    if (one.event === 'error') throw new Error(`${words.failed} ${one.data.error}`);
    all.push(one);
    yield one;
  }
  if (all.at(-1)?.event !== 'page') throw new Error(words.offline);
  known.set(to, all.filter((one) => one.event !== 'page'));
}

async function read(to) {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  document.querySelector('.fault')?.remove();
  panel.close();
  player.stop();
  status.textContent = words.working;
  try {
    for await (const { event, data } of known.get(to) ?? (wish.article ? stored : translated)(to, signal)) {
      if (signal.aborted) return;
      if (event === 'story') begin(data);
      if (event === 'block') story.put(data);
      if (event === 'block' && story.title && document.title === words.title) document.title = `${story.title} – ${words.title}`;
    }
    story.finish();
    wish.to = to;
    await finished();
  } catch (error) {
    if (error.name !== 'AbortError') fail(error.message);
  }
}

function begin(head) {
  for (const plain of document.querySelectorAll('main > .story.plain, main > .original')) plain.remove();
  desk.hidden = true;
  reading.hidden = false;
  document.title = words.title;
  // The button that was pressed is gone: reading goes on from the top. Another language leaves the reader where he is.
  if (!story.head) find('main').focus();
  story.begin(head);
  wish.from = head.from;
  const source = settings.languages.find((one) => one.code === codeOf(head.from));
  const offered = settings.languages.filter((one) => (head.languages ? head.languages.map(codeOf).includes(codeOf(one.code)) : source?.targets.includes(one.code) && one.code !== source.code));
  find('language').replaceChildren(...offered.map((one) =>
    element('option', { value: one.code, lang: one.code, dir: one.dir, selected: one.code === codeOf(head.to) }, one.name)));
}

async function finished() {
  const doubtful = story.sentences.filter((record) => record.data.doubtful).length;
  const number = (count) => count.toLocaleString(words.ui);
  status.textContent = (doubtful ? words.done : words.done_all)
    .replace('{n}', number(story.sentences.length)).replace('{d}', number(doubtful));
  find('share').hidden = Boolean(wish.file);
  find('report').hidden = !settings.reports;
  if (wish.url || wish.article) {
    history.replaceState(null, '', await linkTo(wish, wish.to, settings.ui));
    await nameAlternates();
  }
  player.reset();
  find('listen').hidden = !await hasVoice(story.head.to, keyHeaders());
}

/** hreflang for every language that this story can be read in. */
async function nameAlternates() {
  for (const old of document.querySelectorAll('link[rel=alternate]')) old.remove();
  for (const { value } of find('language').options) {
    document.head.append(element('link', { rel: 'alternate', hreflang: value, href: await linkTo(wish, value, value) }));
  }
}

function start(next) {
  wish = next;
  known.clear();
  return read(next.to || find('to').value);
}

const isAddress = (text) => /^https?:\/\/\S+$/i.test(text.trim());

desk.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = find('text').value, [file] = find('file').files;
  const url = isAddress(text) && settings.fetch ? text.trim() : find('url').value.trim();
  const chosen = { from: find('from').value, to: find('to').value }, article = desk.elements.article.value;
  if (!text.trim() && !file && !url && !article) return fail(words.nothing);
  if (settings.keys) try { sessionStorage.setItem('dragoman-key', find('key').value); } catch { /* asked for again, then */ }
  start(!text.trim() && !file && !url ? { article, ...chosen } : file ? { file, ...chosen } : url && !(text.trim() && !isAddress(text)) ? { url, ...chosen } : { text, ...chosen });
});

// A source is not a target.
find('from').addEventListener('change', (event) => {
  const source = settings.languages.find((one) => one.code === event.target.value);
  for (const option of find('to').options) option.disabled = source ? !source.targets.includes(option.value) || option.value === source.code : false;
  if (find('to').selectedOptions[0]?.disabled) find('to').value = [...find('to').options].find((option) => !option.disabled)?.value;
});

// Files, links and pieces of pages can be dropped anywhere.
addEventListener('dragover', (event) => { event.preventDefault(); desk.classList.add('over'); });
addEventListener('dragleave', () => desk.classList.remove('over'));
addEventListener('drop', (event) => {
  event.preventDefault();
  desk.classList.remove('over');
  const data = event.dataTransfer, chosen = { from: '', to: find('to').value };
  const link = data.getData('text/uri-list').split('\n').find((line) => isAddress(line));
  const html = data.getData('text/html'), text = data.getData('text/plain');
  if (data.files[0]) start({ file: data.files[0], ...chosen });
  else if (link && settings.fetch) start({ url: link.trim(), ...chosen });
  else if (html) start({ text: html, ...chosen });
  else if (text.trim()) start({ text, ...chosen });
});

find('language').addEventListener('change', (event) => read(event.target.value));
find('view').addEventListener('change', (event) => {
  find('story').dataset.view = event.target.value;
  kept.set('view', event.target.value);
});
find('another').addEventListener('click', () => {
  running?.abort();
  panel.close();
  story.clear();
  player.reset();
  reading.hidden = true;
  desk.hidden = false;
  document.title = words.title;
  history.replaceState(null, '', `/?ui=${settings.ui}`);
  for (const name of ['text', 'url', 'file', 'article']) desk.elements[name].value = '';
  find('text').focus();
});
find('share').addEventListener('click', async () => showSharing(await linkTo(wish, wish.to, codeOf(wish.to)), Boolean(wish.text), words));
find('report').addEventListener('click', () => showReport(story, panel.record, words, (report) =>
  answer('/v1/reports', { body: JSON.stringify(report), headers: { 'Content-Type': 'application/json' } })));

// Sentences: pointing lights both sides, choosing opens the panel, arrow keys go along.
const article = find('story');
let lit;
function lightTwins(record) {
  if (record === lit) return;
  for (const side of [lit?.target, lit?.source]) side?.classList.remove('lit');
  for (const side of [record?.target, record?.source]) side?.classList.add('lit');
  lit = record;
}
article.addEventListener('pointerover', (event) => lightTwins(story.recordOf(event.target)));
article.addEventListener('pointerleave', () => lightTwins(undefined));
article.addEventListener('focusin', (event) => lightTwins(story.recordOf(event.target)));
article.addEventListener('focusout', () => lightTwins(undefined));
article.addEventListener('click', (event) => {
  const record = story.recordOf(event.target);
  if (!record || event.target.closest('a') || !getSelection().isCollapsed) return;
  player.from(record);
  const side = event.target.closest('.s');
  const at = side === record.target ? placeAt(record.target, event.clientX, event.clientY) : undefined;
  const begin = record.target_range[0];
  panel.open(record, at === undefined ? undefined : [begin + Math.max(at - 1, 0), begin + at + 1]);
  if (event.target.closest('.doubt') && event.detail === 0) find('panel-close').focus();
});

/** `by` sentences on; with `open` the panel goes along. */
function step(by, open) {
  const from = panel.record ?? story.recordOf(document.activeElement);
  const next = story.sentences[(from?.at ?? -1) + by];
  if (!next) return;
  const side = [next.target, next.source].find((one) => one?.offsetParent);
  for (const record of [from, next]) for (const one of [record?.target, record?.source]) if (one) one.tabIndex = record === next ? 0 : -1;
  if (open) side?.scrollIntoView({ block: 'center' });
  else side?.focus();
  if (open || !find('panel').hidden) panel.open(next);
}
article.addEventListener('keydown', (event) => {
  if (!event.target.matches('.s')) return;
  const forward = getComputedStyle(event.target).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const by = { ArrowDown: 1, ArrowUp: -1, ArrowRight: forward === 'ArrowRight' ? 1 : -1, ArrowLeft: forward === 'ArrowLeft' ? 1 : -1 }[event.key];
  if (by) {
    event.preventDefault();
    step(by, false);
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    panel.open(story.recordOf(event.target));
    find('panel-close').focus();
  }
});
addEventListener('keydown', (event) => { if (event.key === 'Escape') panel.close(); });

// How the reader likes it.
dress(find('theme'));
for (const input of find('view').querySelectorAll('input')) {
  if (input.value !== kept.get('view')) continue;
  input.checked = true;
  article.dataset.view = input.value;
}
if (settings.keys) try { find('key').value = sessionStorage.getItem('dragoman-key') ?? ''; } catch { /* asked for, then */ }

// The page's own address may name a story.
async function startAsAsked() {
  const asked = await wishOf(location);
  // What a form without scripts has sent is shown as it is; a stored story gets all that scripts can do.
  if (!asked || (document.querySelector('.story.plain') && !asked.article)) return;
  if (asked.text || asked.article || settings.fetch) start(asked);
}
addEventListener('hashchange', startAsAsked);
startAsAsked();
