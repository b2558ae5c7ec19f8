// A sentence while it is edited: a field that grows, and below it what receipt, glossary and memory say of what stands there now.

import { element } from '../shared/element.js';
import { button } from './parts.js';
import { memoryOf, reasonsOf, receiptOf, termsOf } from './hints.js';

const PATIENCE = 350;  // ms after the last key before the sentence is looked at

export class Editor {
  /** `languages`: {from, to, from_dir, to_dir}. `onSave(text, goOn)`: a promise; `onLeave()`. `draft`: what was written before and not saved. */
  constructor(desk, record, article, languages, { onSave, onLeave }, draft) {
    Object.assign(this, { desk, record, article, languages, onSave, onLeave });
    const { words } = desk;
    this.area = element('textarea', { class: 'edited', rows: 1, lang: languages.to, dir: languages.to_dir, maxlength: 20000, spellcheck: 'true', 'aria-label': words.translation });
    this.area.value = draft ?? record.target;
    this.fault = element('p', { role: 'alert', class: 'told' });
    this.summary = element('p', { class: 'summary', role: 'status' });
    this.hints = element('div', { class: 'hint-box' });
    this.root = element('form', { class: 'editor' }, this.area,
      element('div', { class: 'acts' },
        element('button', { type: 'submit', class: 'primary' }, words.save, ' ', element('kbd', {}, 'Ctrl+Enter')),
        button(words.leave_edit, () => this.leave())),
      this.fault, this.summary, this.hints);
    this.listen();
  }

  listen() {
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.save(false);
    });
    this.area.addEventListener('input', () => {
      this.grow();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), PATIENCE);
    });
    this.area.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.save(true);
      }
    });
    this.root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      this.leave();
    });
  }

  get isChanged() { return this.area.value.trim() !== this.record.target.trim(); }

  /** Once it stands in the page. */
  start() {
    this.grow();
    this.area.focus();
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
    this.look();
  }

  grow() {
    this.area.style.blockSize = 'auto';
    this.area.style.blockSize = `${this.area.scrollHeight + 2}px`;
  }

  use(text, whole) {
    if (whole) this.area.value = text;
    else this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, 'end');
    this.area.focus();
    this.grow();
    this.look();
  }

  /** Asks what is to be said of the sentence as it stands now. */
  async look() {
    this.looking?.abort();
    const looking = this.looking = new AbortController(), { from, to } = this.languages;
    try {
      const told = await this.desk.server.post('/v1/check',
        { from, to, source: this.record.source, target: this.area.value, publication: this.article.publication }, looking.signal);
      if (looking === this.looking) this.show(told);
    } catch (error) {
      if (error.name !== 'AbortError' && looking === this.looking) this.summary.textContent = error.status === 0 ? error.message : '';
    }
  }

  show(told) {
    const { words } = this.desk;
    const noticed = (told.findings ?? []).filter((one) => one.severity !== 'note').length + (told.terms ?? []).filter((one) => !one.held).length;
    this.summary.textContent = noticed ? words.check_look : words.check_fine;
    this.summary.className = noticed ? 'summary short' : 'summary fine';
    const memory = (told.memory ?? []).filter((one) => one.target !== this.area.value);
    this.hints.replaceChildren(...[
      reasonsOf({ findings: told.findings }, words), receiptOf(told.facts, words),
      termsOf(told.terms, this.languages, words, (text) => this.use(text, false)),
      memoryOf(memory, this.languages, words, (text) => this.use(text, true)),
    ].filter(Boolean));
  }

  async save(goOn) {
    const text = this.area.value.trim();
    if (!text) {
      this.fault.textContent = this.desk.words.empty;
      return;
    }
    if (this.saving) return;
    this.saving = true;
    this.root.setAttribute('aria-busy', 'true');
    try {
      await this.onSave(text, goOn);
    } catch (error) {
      this.fault.textContent = `${error.message} ${error.told ?? ''}`;
      this.area.focus();
    } finally {
      this.saving = false;
      this.root.removeAttribute('aria-busy');
    }
  }

  leave() {
    this.stop();
    this.onLeave();
  }

  stop() {
    clearTimeout(this.timer);
    this.looking?.abort();
    this.looking = undefined;
  }
}
