// The editors' desk. This file holds it together: who is in, which view is open, and what all views share; each view is a file of its own.

import { element } from '../shared/element.js';
import { dress } from '../shared/liking.js';
import { Server } from './api.js';
import { enter, leave, nameOf } from './door.js';
import { listenToKeys } from './keys.js';
import { codeOf, faultOf, find } from './parts.js';
import { watchSelection } from './selection.js';
import * as archive from './archive.js';
import * as article from './article.js';
import * as queue from './queue.js';
import * as reports from './reports.js';
import * as terms from './terms.js';

const VIEWS = { '': queue, article, reports, terms, archive };
const settings = JSON.parse(find('settings').textContent);
const words = { ...settings.words, ui: settings.ui };
const root = find('view'), main = find('main');

const languageOf = (tag) => settings.languages.find((one) => one.code === codeOf(tag));

const desk = {
  settings, words, server: new Server(words), queueHash: '#/', me: undefined, publication: '',  // of the article that was open last
  pair: { from: 'en', to: settings.languages.find((one) => one.code !== 'en')?.code ?? 'pt' },
  direction: (tag) => languageOf(tag)?.dir ?? 'ltr',
  languageName: (tag) => element('bdi', { lang: tag }, languageOf(tag)?.name ?? tag, tag.includes('-') ? ` (${tag.split('-')[1]})` : ''),
  name: () => nameOf(words).then((name) => { showName(name); return name; }),
  say: (text) => {
    const place = find('status');
    place.textContent = '';
    place.textContent = text;
    clearTimeout(desk.saying);
    desk.saying = setTimeout(() => { place.textContent = ''; }, 8000);
  },
  countReports: (count) => {
    find('open-reports').textContent = count.toLocaleString(words.ui);
    find('open-reports').hidden = !count;
  },
  /** A question that stops; true for yes. */
  ask: (title, text, yes) => {
    const dialog = find('asking');
    find('asking-title').textContent = title;
    find('asking-text').textContent = text;
    find('asking-yes').textContent = yes;
    dialog.returnValue = 'no';
    dialog.showModal();
    return new Promise((done) => dialog.addEventListener('close', () => done(dialog.returnValue === 'yes'), { once: true }));
  },
};

function showName(name) {
  const place = find('show-name');
  place.textContent = name || words.no_name;
  place.setAttribute('aria-label', `${words.name}: ${place.textContent}`);
}

// ---- views
let view, selection, turn, shownHash;

/** "#/article/ID/pt?state=x" as [name, parts, query]. */
function wishOf(hash) {
  const [path, query] = hash.slice(2).split('?');
  const [name, ...parts] = path.split('/').map((part) => { try { return decodeURIComponent(part); } catch { return ''; } });
  return [name, parts, new URLSearchParams(query)];
}

async function turnTo() {
  if (location.hash && !location.hash.startsWith('#/')) return;  // a place in the page
  if (view?.isBusy && shownHash !== location.hash && !await desk.ask(words.unsaved_title, words.unsaved_text, words.leave_edit)) {
    history.replaceState(null, '', shownHash);
    return;
  }
  const mine = turn = {};
  view?.close();
  selection?.close();
  view = selection = undefined;
  shownHash = location.hash || '#/';
  const [name, parts, query] = wishOf(shownHash);
  showPlace(name);
  root.setAttribute('aria-busy', 'true');
  const fresh = element('div', { class: 'view' });
  root.replaceChildren(fresh);
  try {
    const opened = await (VIEWS[name] ?? queue).open(desk, fresh, parts, query);
    if (mine !== turn) return opened.close();
    view = opened;
    if (view.list && view.languages) selection = watchSelection(desk, view);
  } catch (error) {
    if (mine !== turn) return;
    if (error.status === 401) return leave();
    fresh.append(faultOf(error), element('p', {}, element('a', { href: '#/' }, words.back)));
    main.focus();
  } finally {
    if (mine === turn) root.removeAttribute('aria-busy');
  }
}

function showPlace(name) {
  for (const link of find('places').querySelectorAll('a')) {
    const own = wishOf(link.hash)[0];
    if (own === name || (own === '' && (name === 'article' || !VIEWS[name]))) link.setAttribute('aria-current', own === name ? 'page' : 'true');
    else link.removeAttribute('aria-current');
  }
}

async function begin() {
  dress(find('theme'));
  for (const link of document.querySelectorAll('.foot nav a')) link.addEventListener('click', () => { link.hash = location.hash; });
  desk.me = await enter(desk);
  showName(await nameOfBrowser());
  for (const id of ['places', 'show-keys', 'show-name']) find(id).hidden = false;
  find('leave').hidden = !settings.keys;
  root.hidden = false;
  find('show-name').addEventListener('click', () => nameOf(words, true).then(showName));
  find('leave').addEventListener('click', leave);
  listenToKeys(words, (event) => selection?.press(event.key) || view?.press(event));
  addEventListener('hashchange', turnTo);
  addEventListener('beforeunload', (event) => { if (view?.isBusy) event.preventDefault(); });
  if (settings.reports) desk.server.get('/v1/reports', { state: 'open', limit: '1' }).then(({ open }) => desk.countReports(open)).catch(() => {});
  await turnTo();
}

/** What this browser remembers, without asking. */
async function nameOfBrowser() {
  try { return localStorage.getItem('dragoman-desk-name') ?? ''; } catch { return ''; }
}

begin();
