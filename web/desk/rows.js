// The sentences of an article, source beside translation. They stand in lists, and one of them is the tab key's stop.

import { element } from '../shared/element.js';
import { Text } from '../shared/ranges.js';
import { button, dotted, filled, timeOf } from './parts.js';
import { marked, reasonsOf } from './hints.js';

const AROUND = new Set(['navigation', 'attribute', 'metadata', 'label']);
const NAMED = new Set(['headline', 'subheading', 'standfirst', 'byline', 'dateline', 'caption', 'credit', 'quote', 'attribute', 'metadata', 'navigation']);

/** All sentences in the order of the page; one that stands there several times (a headline and the page's title) once. `corrections`: source of
    a sentence -> its correction. */
export function sentencesOf(article, corrections) {
  const out = [], known = new Map();
  for (const block of article.blocks ?? []) {
    const source = new Text(block.source), target = new Text(block.target);
    block.sentences.forEach((data, number) => {
      const text = source.string.slice(...source.range(data.source));
      const record = {
        id: `s-${block.index}-${number}`, block: block.index, number, role: block.role, first: number === 0, around: AROUND.has(block.role),
        source: text, target: target.string.slice(...target.range(data.target)), data, correction: corrections.get(text.trim()),
      };
      const same = `${text}\n${record.target}`, before = known.get(same);
      if (before && (!before.around || record.around)) return;
      if (before) out.splice(out.indexOf(before), 1);  // it stands in the story, too
      out.push(record);
      known.set(same, record);
    });
  }
  return out;
}

export const isDoubtful = (record) => Boolean(record.data.doubtful) && !record.correction;

/** [title, records] of each list. */
function listsOf(records, order, words) {
  const story = records.filter((one) => !one.around), around = records.filter((one) => one.around);
  const quality = (one) => one.data.quality ?? 1;
  const lists = order === 'text' ? [[words.the_story, story]] : [
    [words.doubtful_ones, records.filter(isDoubtful).sort((a, b) => a.around - b.around || quality(a) - quality(b))],
    [words.the_rest, story.filter((one) => !isDoubtful(one))]];
  lists.push([words.around, order === 'text' ? around : around.filter((one) => !isDoubtful(one))]);
  return lists.filter(([, list]) => list.length);
}

export class Rows {
  /** `languages`: {from, to, from_dir, to_dir}. `acts`: {edit(record), undo(record)}. */
  constructor(place, desk, languages, acts) {
    Object.assign(this, { place, desk, languages, acts, records: [], items: new Map() });
    place.addEventListener('focusin', (event) => this.stopAt(event.target.closest('.row')));
  }

  show(records, order) {
    const { words } = this.desk, before = this.current?.id;
    this.order = order;
    this.items.clear();
    this.records = [];
    this.place.replaceChildren(...listsOf(records, order, words).map(([title, list], at) => {
      const heading = element('h2', { id: `list-${at}`, class: 'list-title' }, title, ' ', element('span', { class: 'count' }, list.length.toLocaleString(words.ui)));
      return element('section', { 'aria-labelledby': `list-${at}` }, heading, element('ol', { class: 'rows' }, ...list.map((one) => this.itemOf(one))));
    }));
    this.stopAt(this.items.get(before) ?? this.place.querySelector('.row'));
  }

  itemOf(record) {
    const item = element('li', { class: 'row', id: record.id, tabindex: -1 });
    this.records.push(record);
    this.items.set(record.id, item);
    this.fill(item, record);
    return item;
  }

  /** `item` for `record`, which may have changed. */
  fill(item, record) {
    const { words } = this.desk, { from, to, from_dir, to_dir } = this.languages;
    item.record = record;
    item.classList.toggle('doubtful', isDoubtful(record));
    item.classList.toggle('first', record.first || this.order !== 'text');
    item.classList.toggle('corrected', Boolean(record.correction));
    const source = element('p', { class: 'source', lang: from, dir: from_dir }, ...marked(record.source, record.data.findings, 'source'));
    const target = element('p', { class: 'target', lang: to, dir: to_dir }, ...marked(record.target, record.data.findings, 'target'));
    const side = element('div', { class: 'side translated' }, target);
    if (isDoubtful(record)) side.append(element('p', { class: 'doubt' }, element('span', { class: 'sign', 'aria-hidden': 'true' }, '?'), words.doubtful));
    const reasons = record.correction ? undefined : reasonsOf(record.data, words);
    if (reasons) side.append(reasons);
    const by = this.settled(record);
    if (by) side.append(by);
    const edit = button(words.edit, () => this.acts.edit(record), { class: 'plain edit', tabindex: -1, 'aria-describedby': record.id });
    const named = NAMED.has(record.role) && (record.first || this.order !== 'text');
    const role = named ? [element('p', { class: 'role' }, words[`role_${record.role}`] ?? record.role)] : [];
    item.replaceChildren(...role, element('div', { class: 'side' }, source), side, element('div', { class: 'edge' }, edit));
  }

  /** Who has settled the sentence. */
  settled(record) {
    const { words } = this.desk, { correction } = record;
    if (!correction) return record.data.remembered ? element('p', { class: 'by' }, words.remembered) : undefined;
    const line = dotted([filled(correction.who ? words.corrected_by : words.was_corrected, { who: correction.who ?? '' }, words.ui), timeOf(correction.time, words.ui)]);
    line.append(' ', button(words.undo, () => this.acts.undo(record), { class: 'plain', tabindex: -1, 'aria-describedby': record.id }));
    return line;
  }

  /** The same sentences with other translations: rows stay where they are, and those that are others now say so, but for `own`, the id of what the
      editor himself has changed. False if they are not the same sentences. */
  renew(records, own) {
    const known = new Map(records.map((one) => [one.id, one]));
    if (records.length !== this.records.length || this.records.some((one) => known.get(one.id)?.source !== one.source)) return false;
    this.records = this.records.map((old) => {
      const record = known.get(old.id);
      const differs = old.target !== record.target || old.correction?.id !== record.correction?.id || JSON.stringify(old.data) !== JSON.stringify(record.data);
      const item = this.items.get(record.id);
      if (differs && !item.querySelector('.editor')) {
        this.fill(item, record);
        item.classList.toggle('changed', record.id !== own);
        if (record.id !== own) item.querySelector('.translated').append(element('p', { class: 'by' }, this.desk.words.change_changed));
      } else {
        item.record = record;
      }
      return record;
    });
    return true;
  }

  stopAt(item) {
    if (!item) return;
    for (const other of this.place.querySelectorAll('.row[tabindex="0"]')) this.reach(other, -1);
    this.reach(item, 0);
    this.current = item;
  }

  reach(item, index) {
    item.tabIndex = index;
    for (const one of item.querySelectorAll('.edit, .by button')) one.tabIndex = index;
  }

  get record() { return this.current?.record; }
  item(record) { return this.items.get(record.id); }

  /** Goes to a row. */
  go(record) {
    const item = record && this.items.get(record.id);
    if (!item) return;
    this.stopAt(item);
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: 'nearest' });
  }

  step(by) {
    if (!this.place.contains(document.activeElement)) return this.go(this.record);
    const at = this.records.indexOf(this.record);
    return this.go(this.records[at < 0 ? 0 : at + by]);
  }

  /** The next one after this that is doubtful; from the end on, the first. */
  nextDoubtful() {
    const at = this.records.indexOf(this.record);
    return [...this.records.slice(at + 1), ...this.records.slice(0, at + 1)].find(isDoubtful);
  }
}
