// The glossary of a publication, and the sentences that its memory holds.

import { element } from '../shared/element.js';
import { button, faultOf, field, languageOptions, timeOf } from './parts.js';

const PATIENCE = 250;   // ms after the last key
const MOST = '200';     // of each list; the search finds the others

export async function open(desk, root, path, query) {
  const view = new TermList(desk, root, query);
  await view.open();
  return view;
}

class TermList {
  constructor(desk, root, query) {
    Object.assign(this, { desk, root, words: desk.words, query });
  }

  async open() {
    const { words } = this;
    document.title = `${words.terms} – ${words.desk}`;
    this.place = element('div', {});
    this.pairs = element('div', {});
    this.root.replaceChildren(element('h1', { tabindex: -1 }, words.terms), element('p', { class: 'lead' }, words.terms_text), this.filters(), this.adding(), this.place, this.pairs);
    await this.load();
    this.root.querySelector('h1').focus();
  }

  filters() {
    const { words, desk, query } = this, { languages } = desk.settings;
    const input = (name) => element('input', { id: `term-${name}-wish`, name, value: query.get(name) ?? desk.publication, dir: 'auto', maxlength: 200, autocomplete: 'off' });
    this.form = element('form', { class: 'filters', role: 'search', 'aria-label': words.filters },
      field(words.publication, input('publication')),
      field(words.from_language, element('select', { name: 'from' }, ...languageOptions(languages, query.get('from') ?? desk.pair.from))),
      field(words.into_language, element('select', { name: 'to' }, ...languageOptions(languages, query.get('to') ?? desk.pair.to))),
      field(words.search, element('input', { name: 'q', type: 'search', dir: 'auto', maxlength: 200 })));
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.form.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.load(), PATIENCE);
    });
    return this.form;
  }

  adding() {
    const { words } = this;
    const source = element('input', { name: 'source', required: true, maxlength: 500, autocomplete: 'off', dir: 'auto' });
    const target = element('input', { name: 'target', maxlength: 500, autocomplete: 'off', dir: 'auto', placeholder: words.term_empty });
    const form = element('form', { class: 'adding', 'aria-label': words.new_term },
      field(words.term_source, source), field(words.term_target, target), element('button', { class: 'primary', type: 'submit' }, words.store));
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      form.querySelector('.fault')?.remove();
      try {
        const { publication, from, to } = this.wish;
        await this.desk.server.post('/v1/terms', { publication, from, to, source: source.value.trim(), target: target.value.trim() || null, who: await this.desk.name() });
        form.reset();
        source.focus();
        this.desk.say(words.term_stored);
        await this.load();
      } catch (error) {
        form.append(faultOf(error));
      }
    });
    return form;
  }

  get wish() { return Object.fromEntries(new FormData(this.form)); }

  async load() {
    const turn = this.turn = {}, { server } = this.desk, wish = this.wish;
    const [{ terms }, memory] = await Promise.all([server.get('/v1/terms', { ...wish, limit: MOST }), server.get('/v1/memory', { ...wish, limit: MOST })]);
    if (turn !== this.turn) return;
    this.place.replaceChildren(...this.terms(terms));
    this.pairs.replaceChildren(...this.memory(memory.pairs));
  }

  side(text, name) {
    const tag = this.wish[name];
    return element('td', { lang: tag, dir: this.desk.direction(tag) }, text);
  }

  table(caption, heads, rows) {
    return element('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': caption }, element('table', {},
      element('thead', {}, element('tr', {}, ...heads.map((one) => element('th', { scope: 'col' }, one)))), element('tbody', {}, ...rows)));
  }

  terms(terms) {
    const { words } = this, title = element('h2', { class: 'list-title' }, words.glossary);
    if (!terms.length) return [title, element('p', { class: 'hint' }, words.no_terms)];
    return [title, this.table(words.glossary, [words.term_source, words.term_target, words.who, words.when, element('span', { class: 'unseen' }, words.remove)], terms.map((one) => {
      const kept = one.target === null || one.target === undefined || one.target === one.source;
      return element('tr', {}, this.side(one.source, 'from'), kept ? element('td', { class: 'soft' }, words.keep_words) : this.side(one.target, 'to'),
        element('td', {}, element('bdi', {}, one.who ?? '')), element('td', {}, timeOf(one.when ?? one.time, words.ui)),
        element('td', {}, button(words.remove, (event) => this.remove(one, event.target), { class: 'plain', 'aria-label': `${words.remove}: ${one.source}` })));
    }))];
  }

  memory(pairs) {
    const { words } = this, title = element('h2', { class: 'list-title' }, words.memory);
    if (!pairs.length) return [title, element('p', { class: 'hint' }, words.no_pairs)];
    return [title, this.table(words.memory, [words.source, words.translation, words.state, words.who, words.when], pairs.map((one) =>
      element('tr', {}, this.side(one.source, 'from'), this.side(one.target, 'to'), element('td', {}, words[`pair_${one.status}`] ?? one.status ?? ''), element('td', {}, element('bdi', {}, one.who ?? '')), element('td', {}, timeOf(one.when ?? one.time, words.ui)))))];
  }

  async remove(term, pressed) {
    if (!await this.desk.ask(this.words.remove, `${term.source} → ${term.target ?? term.source}`, this.words.remove)) return;
    try {
      await this.desk.server.remove(`/v1/terms/${encodeURIComponent(term.id)}`);
      this.desk.say(this.words.term_removed);
      await this.load();
      this.root.querySelector('h1').focus();
    } catch (error) {
      pressed.after(faultOf(error));
    }
  }

  press() { return false; }
  close() { clearTimeout(this.timer); this.turn = undefined; }
}
