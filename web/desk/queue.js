// The queue: stored articles, a line for each translation, the doubtful ones first.

import { element } from '../shared/element.js';
import { button, codeOf, dotted, field, filled, languageOptions, shortAddress, timeOf } from './parts.js';

const STATES = ['machine', 'corrected', 'approved', 'withdrawn'];
const PAGE = 50;

export async function open(desk, root, path, query) {
  const view = new Queue(desk, root, query);
  await view.open();
  return view;
}

class Queue {
  constructor(desk, root, query) {
    Object.assign(this, { desk, root, words: desk.words });
    this.wish = Object.fromEntries(['state', 'to', 'publication', 'section', 'order'].map((name) => [name, query.get(name) ?? '']));
    desk.queueHash = location.hash.startsWith('#/') ? location.hash : '#/';
  }

  async open() {
    const { words } = this;
    document.title = `${words.articles} – ${words.desk}`;
    this.list = element('ol', { class: 'queue' });
    this.count = element('p', { class: 'count-line', role: 'status' });
    this.more = button(words.more, () => this.load(), { hidden: true });
    this.root.replaceChildren(element('h1', { tabindex: -1 }, words.articles), this.filters(), this.count, this.list, element('p', {}, this.more));
    await this.load();
    this.root.querySelector('h1').focus();
  }

  filters() {
    const { words, wish, desk } = this;
    const choose = (name, options) => {
      const select = element('select', { id: `by-${name}`, name }, ...options);
      select.value = wish[name];
      return select;
    };
    const text = (name) => element('input', { id: `by-${name}`, name, value: wish[name], dir: 'auto', maxlength: 200, autocomplete: 'off' });
    const option = (value, label) => element('option', { value }, label);
    const form = element('form', { class: 'filters', role: 'search', 'aria-label': words.filters },
      field(words.state, choose('state', [option('', words.all_states), ...STATES.map((one) => option(one, words[`state_${one}`]))])),
      field(words.into_language, choose('to', languageOptions(desk.settings.languages, wish.to, words.all_languages))),
      field(words.publication, text('publication')), field(words.section, text('section')),
      field(words.order, choose('order', [option('', words.order_doubtful), option('newest', words.order_newest)])));
    form.addEventListener('change', () => this.apply(form));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.apply(form);
    });
    return form;
  }

  apply(form) {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    const hash = query.size ? `#/?${query}` : '#/';
    if (hash === location.hash) return;
    history.replaceState(null, '', hash);
    this.desk.queueHash = hash;
    this.wish = Object.fromEntries([...Object.keys(this.wish)].map((name) => [name, query.get(name) ?? '']));
    this.before = undefined;
    this.list.replaceChildren();
    this.load();
  }

  async load() {
    const { wish, words, desk } = this, turn = this.turn = {};
    this.list.setAttribute('aria-busy', 'true');
    const { articles, next } = await desk.server.get('/v1/articles',
      { ...wish, order: wish.order === 'newest' ? '' : 'doubtful', limit: String(PAGE), before: this.before });
    if (turn !== this.turn) return;
    const lines = articles.flatMap((article) => article.translations.filter((one) => this.fits(one)).map((one) => ({ article, one })));
    this.list.append(...lines.map(({ article, one }) => this.line(article, one)));
    this.list.removeAttribute('aria-busy');
    this.before = next ?? undefined;
    this.more.hidden = !next;
    const shown = this.list.children.length;
    this.count.textContent = shown ? filled(words.shown_n, { n: shown }, words.ui) : words.queue_empty;
  }

  fits(translation) {
    const { state, to } = this.wish;
    return (!state || translation.state === state) && (!to || codeOf(translation.to) === codeOf(to));
  }

  line(article, translation) {
    const { words, desk } = this;
    const title = translation.title || shortAddress(article.address);
    const link = element('a', { href: `#/article/${encodeURIComponent(article.id)}/${encodeURIComponent(translation.to)}` },
      element('bdi', translation.title ? { lang: translation.to, dir: desk.direction(translation.to) } : { dir: 'ltr' }, title));
    const { doubtful } = translation;  // null: nobody has counted
    const about = [article.publication, article.section, desk.languageName(translation.to), timeOf(translation.time, words.ui),
      translation.unplaced_corrections ? filled(words.unplaced_short, { n: translation.unplaced_corrections }, words.ui) : '',
      translation.source_version < article.source_version ? words.newer_short : ''];
    return element('li', {},
      element('div', { class: 'what' }, element('p', { class: 'title' }, link), dotted(about)),
      element('p', { class: doubtful ? 'doubts some' : 'doubts' }, doubtful ? filled(words.doubtful_count, { n: doubtful }, words.ui) : doubtful === 0 ? words.doubtful_zero : ''),
      element('p', {}, element('span', { class: `state ${translation.state}` }, words[`state_${translation.state}`] ?? translation.state)));
  }

  press(event) {
    const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const links = [...this.list.querySelectorAll('.title a')];
    if (!by || !links.length || (event.key.startsWith('Arrow') && !this.list.contains(event.target))) return false;
    const at = links.indexOf(document.activeElement);
    links[Math.min(Math.max(at < 0 ? 0 : at + by, 0), links.length - 1)].focus();
    return true;
  }

  close() { this.turn = undefined; }
}
