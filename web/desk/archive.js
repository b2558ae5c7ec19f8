// A name fixed once, put right in all stored translations: first a preview, then the chosen ones, and a way back.

import { element } from '../shared/element.js';
import { compared } from './diff.js';
import { mayDo } from './door.js';
import { button, faultOf, field, filled, languageOptions, shortAddress } from './parts.js';

const LAST = 'dragoman-desk-batch';
const last = {
  get: () => { try { return JSON.parse(sessionStorage.getItem(LAST)); } catch { return undefined; } },
  set: (value) => { try { value ? sessionStorage.setItem(LAST, JSON.stringify(value)) : sessionStorage.removeItem(LAST); } catch { /* no way back after the tab, then */ } },
};

export async function open(desk, root, path, query) {
  const view = new Archive(desk, root, query);
  view.open();
  return view;
}

class Archive {
  constructor(desk, root, query) {
    Object.assign(this, { desk, root, words: desk.words, query });
  }

  open() {
    const { words, desk } = this;
    document.title = `${words.archive} – ${words.desk}`;
    this.found = element('div', { class: 'found' });
    this.lastOne = element('div', {});
    this.root.replaceChildren(element('h1', { tabindex: -1 }, words.archive), element('p', { class: 'lead' }, words.archive_text),
      ...(mayDo(desk.me.role, 'approver') ? [this.asking(), this.lastOne, this.found] : [element('p', { class: 'notice' }, words.not_approver)]));
    this.showLast();
    this.root.querySelector('h1').focus();
    if (this.form?.elements.find.value) this.form.elements.replace.focus();
  }

  asking() {
    const { words, desk, query } = this, { languages } = desk.settings;
    const input = (name, required) => element('input', { name, value: query.get(name) ?? '', required, dir: 'auto', maxlength: 500, autocomplete: 'off' });
    this.form = element('form', { class: 'filters', 'aria-label': words.archive },
      field(words.publication, input('publication', true)),
      field(words.into_language, element('select', { name: 'to' }, ...languageOptions(languages, query.get('to') ?? desk.pair.to))),
      field(words.find, input('find', true)), field(words.replace, input('replace', true)),
      element('button', { type: 'submit', class: 'primary' }, words.preview));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.preview();
    });
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
      const places = told.replacements ?? [];
      this.boxes = [];
      const title = element('h2', { class: 'list-title', tabindex: -1 }, places.length ? filled(words.found_n, { n: places.length }, words.ui) : words.found_none);
      const byArticle = Map.groupBy ? Map.groupBy(places, (one) => one.article) : grouped(places);
      this.found.replaceChildren(title, ...[...byArticle].map(([id, all]) => this.article(id, all, wish)));
      if (told.more) this.found.append(element('p', { class: 'notice' }, words.found_more));
      if (places.length) this.found.append(this.acting(wish));
      title.focus();
    });
  }

  article(id, places, wish) {
    const { desk, words } = this, to = places[0].to ?? wish.to;
    const box = element('input', { type: 'checkbox', checked: true, value: id });
    box.addEventListener('change', () => this.count());
    this.boxes.push(box);
    const link = element('a', { href: `#/article/${encodeURIComponent(id)}/${encodeURIComponent(to)}`, dir: 'ltr' }, words.open_article);
    const side = (text, tag, name) => element('p', { class: name, lang: tag || undefined, dir: tag ? desk.direction(tag) : 'auto' }, ...(Array.isArray(text) ? text : [text]));
    return element('section', { class: 'places' },
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

  make(wish) {
    return this.attempt(async () => {
      const { words, desk } = this;
      this.apply.disabled = true;
      const told = await desk.server.post('/v1/replacements', { ...wish, dry_run: false, only: this.chosen, who: await desk.name() });
      last.set({ batch: told.batch, count: told.count, find: wish.find, replace: wish.replace });
      this.found.replaceChildren();
      this.showLast();
      desk.say(filled(words.applied_n, { n: told.count }, words.ui));
      this.lastOne.querySelector('button')?.focus();
    });
  }

  showLast() {
    const { words } = this, known = last.get();
    if (!known?.batch) return this.lastOne.replaceChildren();
    return this.lastOne.replaceChildren(element('p', { class: 'notice' },
      filled(words.applied_n, { n: known.count }, words.ui), ' ', element('del', { dir: 'auto' }, known.find), ' ', element('ins', { dir: 'auto' }, known.replace), ' ',
      button(words.undo, () => this.undo(known), { class: 'plain' })));
  }

  undo(known) {
    return this.attempt(async () => {
      const { words, desk } = this;
      const told = await desk.server.remove(`/v1/replacements/${encodeURIComponent(known.batch)}`, { who: await desk.name() });
      last.set(undefined);
      this.showLast();
      desk.say(told?.left ? filled(words.undone_left, { n: told.left }, words.ui) : words.undone);
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
