// A name fixed once, put right in all stored translations: first a preview, then the chosen ones, and a way back.

import { element } from '../shared/element.js';
import { compared } from './diff.js';
import { mayDo } from './door.js';
import { button, dotted, faultOf, field, filled, languageOptions, shortAddress, timeOf } from './parts.js';

const SHOWN = 5;  // replacements that were made lately

export async function open(desk, root, path, query) {
  const view = new Archive(desk, root, query);
  await view.open();
  return view;
}

class Archive {
  constructor(desk, root, query) {
    Object.assign(this, { desk, root, words: desk.words, query });
  }

  async open() {
    const { words, desk } = this;
    document.title = `${words.archive} – ${words.desk}`;
    this.found = element('div', { class: 'found' });
    this.lastOne = element('div', {});
    this.root.replaceChildren(element('h1', { tabindex: -1 }, words.archive), element('p', { class: 'lead' }, words.archive_text),
      ...(mayDo(desk.me.role, 'approver') ? [this.asking(), this.lastOne, this.found] : [element('p', { class: 'notice' }, words.not_approver)]));
    if (this.form) await this.showLast();
    this.root.querySelector('h1').focus();
    if (this.form?.elements.find.value) this.form.elements.replace.focus();
  }

  asking() {
    const { words, desk, query } = this, { languages } = desk.settings;
    const input = (name, value = '') => element('input', { name, value: query.get(name) ?? value, required: true, dir: 'auto', maxlength: 500, autocomplete: 'off' });
    this.form = element('form', { class: 'filters', 'aria-label': words.archive },
      field(words.publication, input('publication', desk.publication)),
      field(words.into_language, element('select', { name: 'to' }, ...languageOptions(languages, query.get('to') ?? desk.pair.to))),
      field(words.find, input('find')), field(words.replace, input('replace')),
      element('button', { type: 'submit', class: 'primary' }, words.preview));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.preview();
    });
    this.form.elements.publication.addEventListener('change', () => this.attempt(() => this.showLast()));
    return this.form;
  }

  get wish() {
    const { publication, to, find, replace } = Object.fromEntries(new FormData(this.form));
    return { publication: publication.trim(), to, find: find.trim(), replace: replace.trim(), ...(this.query.get('from') ? { from: this.query.get('from') } : {}) };
  }

  async attempt(work) {
    this.root.querySelector('.fault')?.remove();
    try {
      await work();
    } catch (error) {
      this.form.after(faultOf(error));
    }
  }

  preview() {
    return this.attempt(async () => {
      const { words, desk } = this, wish = this.wish;
      const told = await desk.server.post('/v1/replacements', { ...wish, dry_run: true });
      const { places } = told;
      this.boxes = [];
      const title = element('h2', { class: 'list-title', tabindex: -1 }, places.length ? filled(words.found_n, { n: places.length }, words.ui) : words.found_none);
      const byArticle = grouped(places);
      this.found.replaceChildren(title, ...[...byArticle].map(([id, all]) => this.article(id, all, wish)));
      if (told.more) this.found.append(element('p', { class: 'notice' }, words.found_more));
      if (places.length) this.found.append(this.acting(wish));
      title.focus();
    });
  }

  article(id, places, wish) {
    const { desk, words } = this, { to } = wish;
    const box = element('input', { type: 'checkbox', checked: true, value: id });
    box.addEventListener('change', () => this.count());
    this.boxes.push(box);
    const link = element('a', { href: `#/article/${encodeURIComponent(id)}/${encodeURIComponent(to)}`, dir: 'ltr' }, words.open_article);
    const side = (text, tag, name) => element('p', { class: name, lang: tag || undefined, dir: tag ? desk.direction(tag) : 'auto' }, ...(Array.isArray(text) ? text : [text]));
    return element('section', { class: 'spots' },
      element('p', { class: 'chosen' }, element('label', { class: 'switch' }, box, element('span', { dir: 'ltr' }, shortAddress(places[0].address))), ' ', link),
      element('ol', { class: 'rows' }, ...places.map((one) => element('li', { class: 'row first' },
        side(one.source, one.from ?? wish.from, 'source'), side(compared(one.target, one.replaced, to), to, 'target')))));
  }

  acting(wish) {
    this.apply = button('', () => this.make(wish), { class: 'primary' });
    this.count();
    return element('div', { class: 'acts' }, this.apply);
  }

  get chosen() { return this.boxes.filter((box) => box.checked).map((box) => box.value); }

  count() {
    const n = this.chosen.length;
    this.apply.textContent = filled(this.words.apply_n, { n }, this.words.ui);
    this.apply.disabled = n === 0;
  }

  /** Makes it in the chosen articles; a long one takes several requests. */
  make(wish) {
    return this.attempt(async () => {
      const { words, desk } = this, who = await desk.name(), only = this.chosen;
      this.apply.disabled = true;
      desk.say(words.working);
      let told = await desk.server.post('/v1/replacements', { ...wish, dry_run: false, only, who });
      while (told.more) told = await desk.server.post('/v1/replacements', { batch: told.batch, dry_run: false, only, who });
      this.found.replaceChildren();
      await this.showLast();
      desk.say(filled(words.applied_n, { n: told.count }, words.ui));
      this.tellFailed(told);
      this.lastOne.querySelector('button')?.focus();
    });
  }

  tellFailed(told) {
    for (const one of told.failed ?? []) this.found.append(element('p', { class: 'fault' }, element('span', { lang: 'en', dir: 'ltr' }, `${one.article}: ${one.error}`)));
  }

  /** What was replaced lately in this publication, and the way back. */
  async showLast() {
    const { words, desk } = this, { publication } = this.wish;
    const { replacements } = publication ? await desk.server.get('/v1/replacements', { publication }) : { replacements: [] };
    const made = replacements.filter((one) => one.count > 0).slice(0, SHOWN);
    this.lastOne.replaceChildren(...(made.length ? [element('h2', { class: 'list-title' }, words.replaced_lately), element('ol', { class: 'past events' }, ...made.map((one) => this.lately(one)))] : []));
  }

  lately(one) {
    const { words } = this;
    const by = dotted([filled(words.applied_n, { n: one.count }, words.ui), one.who, timeOf(one.when, words.ui)], 'span');
    const back = one.undone ? element('span', { class: 'by' }, one.left ? filled(words.undone_left, { n: one.left }, words.ui) : words.undone)
      : button(words.undo, () => this.undo(one), { class: 'plain', 'aria-label': `${words.undo}: ${one.find} → ${one.replace}` });
    return element('li', {}, element('span', { lang: one.to, dir: this.desk.direction(one.to) }, element('del', {}, one.find), ' ', element('ins', {}, one.replace)), by, back);
  }

  undo(one) {
    return this.attempt(async () => {
      const { words, desk } = this, query = { who: await desk.name() };
      desk.say(words.working);
      let told = await desk.server.remove(`/v1/replacements/${one.batch}`, query);
      while (told.more) told = await desk.server.remove(`/v1/replacements/${one.batch}`, query);
      await this.showLast();
      desk.say(told.left ? filled(words.undone_left, { n: told.left }, words.ui) : words.undone);
      this.tellFailed(told);
      this.root.querySelector('h1').focus();
    });
  }

  press() { return false; }
  close() {}
}

function grouped(places) {
  const out = new Map();
  for (const one of places) out.set(one.article, [...(out.get(one.article) ?? []), one]);
  return out;
}
