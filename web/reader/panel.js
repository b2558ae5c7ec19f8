// The panel of one sentence: both sides, word by word, and why it is doubtful.

import { element } from '../shared/element.js';
import { wordsOf, overlaps } from '../shared/ranges.js';
import { counterparts, rangeIn, light } from './words.js';

export class Panel {
  /** `onStep(by)`: the reader wants the next sentence, or the one before. */
  constructor(root, words, story, onStep) {
    Object.assign(this, { root, words, story });
    this.body = root.querySelector('#panel-body');
    root.querySelector('#panel-close').addEventListener('click', () => this.close());
    root.querySelector('#panel-previous').addEventListener('click', () => onStep(-1));
    root.querySelector('#panel-next').addEventListener('click', () => onStep(1));
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  /** `range`: of the word that was pointed at, in the block's target. */
  open(record, range) {
    this.mark(false);
    this.record = record;
    this.mark(true);
    this.root.hidden = false;
    const { head } = this.story;
    this.target = element('p', { lang: head.to, dir: head.to_dir });
    this.source = element('p', { lang: head.from, dir: head.from_dir });
    this.hint = element('p', { class: 'hint', role: 'status' }, this.words.choose_word);
    this.body.replaceChildren(
      element('h3', {}, this.words.in_translation), this.target,
      element('h3', {}, this.words.in_original), this.source, this.hint, ...this.doubts());
    this.writeTarget();
    this.writeSource([]);
    const word = range && this.buttons.find((one) => overlaps(one.range, range));
    if (word) this.choose(word);
  }

  /** Each word a button. */
  writeTarget() {
    const { block, target_range: [begin, end] } = this.record;
    this.buttons = [];
    let at = begin;
    for (const range of wordsOf(block.target, this.story.head.to, [begin, end])) {
      const button = element('button', { type: 'button', class: 'word', 'aria-pressed': 'false' }, block.target.slice(...range));
      this.target.append(block.target.slice(at, range[0]), button);
      const word = { button, range };
      button.addEventListener('click', () => this.choose(word));
      this.buttons.push(word);
      at = range[1];
    }
    this.target.append(block.target.slice(at, end));
  }

  writeSource(lit) {
    const { block, source_range: [begin, end] = [0, 0] } = this.record;
    this.source.replaceChildren();
    let at = begin;
    for (const [from, to] of lit) {
      if (from < at || to > end) continue;
      this.source.append(block.source.slice(at, from), element('mark', {}, block.source.slice(from, to)));
      at = to;
    }
    this.source.append(block.source.slice(at, end));
  }

  choose(word) {
    const { record } = this;
    for (const one of this.buttons) one.button.setAttribute('aria-pressed', String(one === word));
    const found = counterparts(record.block, this.story.head, word.range);
    this.writeSource(found);
    this.hint.textContent = found.length ? found.map((range) => record.block.source.slice(...range)).join(' · ') : this.words.no_word;
    this.hint.lang = found.length ? this.story.head.from : this.words.ui;
    const lit = [rangeIn(record.target, word.range, record.target_range[0])];
    for (const range of found) lit.push(record.source && rangeIn(record.source, range, record.source_range[0]));
    light(lit);
  }

  doubts() {
    const { data } = this.record, { words } = this;
    if (data.remembered) return [element('p', { class: 'hint' }, words.remembered)];
    const reasons = (data.findings ?? []).filter((one) => one.severity !== 'note')
      .map((one) => element('li', {}, `${words[`finding_${one.kind}`] ?? one.kind}: `, element('span', { lang: 'en', dir: 'ltr' }, one.words)));
    if (data.doubtful && !data.findings?.some((one) => one.severity === 'critical')) reasons.push(element('li', {}, words.doubt_low));
    return reasons.length ? [element('h3', {}, words.doubt_why), element('ul', { class: 'why' }, ...reasons)] : [];
  }

  mark(on) {
    for (const side of [this.record?.target, this.record?.source]) {
      if (on) side?.setAttribute('aria-current', 'true');
      else side?.removeAttribute('aria-current');
    }
    if (!on) light([]);
  }

  close() {
    if (this.root.hidden) return;
    const back = this.root.contains(document.activeElement);
    this.mark(false);
    this.root.hidden = true;
    if (back) [this.record?.target, this.record?.source].find((side) => side?.offsetParent)?.focus();
    this.record = undefined;
  }
}
