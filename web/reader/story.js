// The story as a piece of page. It is made of elements and texts, never of markup in strings, so nothing that a page brings along
// can become anything but text, a link to the web, or a picture. Each block is a row with two sides: t, the translation, and o, the
// original; style sheets show one or both.

import { Text } from '../shared/ranges.js';
import { element } from '../shared/element.js';

const INLINE = new Set(['a', 'abbr', 'b', 'cite', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 's', 'small', 'strong', 'sub', 'sup', 'u']);
const ROLES = new Set(['headline', 'subheading', 'standfirst', 'byline', 'dateline', 'caption', 'credit', 'quote', 'text', 'list-item', 'table-cell']);
const DEEPEST = 8;

/** Only addresses of the web are followed, whatever the server says. */
const isWeb = (address) => /^https?:\/\//i.test(address ?? '');
const isPicture = (address) => isWeb(address) || /^data:image\/(png|jpeg|gif|webp|avif);/i.test(address ?? '');

export class Story {
  /** `root`: an element for it. `words`: of the interface. `onLabel`: the label line was chosen. */
  constructor(root, words, onLabel) {
    this.root = root;
    this.words = words;
    this.onLabel = onLabel;
    this.clear();
  }

  clear() {
    this.root.replaceChildren();
    this.rows = new Map();      // index of a block -> its row
    this.pictures = new Map();  // index of an alt text's block -> img
    this.blocks = new Map();
    this.records = new WeakMap();  // span of a sentence -> what is known of it
    this.sentences = [];
    this.head = undefined;
  }

  /** What is known before the translation: parts and languages. */
  begin(head) {
    this.clear();
    this.head = head;
    this.place = { parent: this.root };
    head.items.forEach((item, at) => {
      if (at === head.label_at) this.addLabel();
      this.addItem(item);
    });
    if (head.label_at >= head.items.length) this.addLabel();
  }

  addLabel() {
    this.place = { parent: this.root };
    const button = element('button', { type: 'button', lang: this.head.label_language, dir: 'auto', 'aria-haspopup': 'dialog' }, this.head.label);
    button.addEventListener('click', this.onLabel);
    this.root.append(element('div', { class: 'label' }, button));
  }

  /** Lists, tables and figures go on as long as their items follow each other. */
  moveTo(item) {
    const same = item.group && this.place.id === item.group_id;
    if (!same) {
      this.place = { parent: this.root, id: item.group_id, group: item.group };
      if (['ul', 'ol', 'figure', 'table'].includes(item.group)) {
        const made = element(item.group);
        this.place.parent = item.group === 'table' ? made.appendChild(element('tbody')) : made;
        this.root.append(item.group === 'table' ? element('div', { class: 'scroll', tabindex: 0, role: 'group' }, made) : made);
      }
    }
    if (!item.row || item.group === 'figure' || this.place.row === item.row) return;
    this.place.row = item.row;
    const entry = item.group === 'table' ? element('tr') : element('li', { class: 'row' });
    this.place.entry = this.place.parent.appendChild(entry);
  }

  addItem(item) {
    this.moveTo(item);
    if (item.picture) return this.addPicture(item);
    const role = ROLES.has(item.role) ? item.role : 'text';
    let row, tag = 'div';
    if (item.group === 'table' && this.place.entry) {
      row = this.place.entry.appendChild(element(item.head ? 'th' : 'td', { class: 'row' }));
    } else if (this.place.entry) {
      row = this.place.entry;
    } else {
      const caption = item.group === 'figure' && role === 'caption' && !this.place.parent.querySelector('figcaption');
      row = this.place.parent.appendChild(element(caption ? 'figcaption' : 'div', { class: `row ${role}` }));
      const level = Math.min(Math.max(item.level || 2, 2), 6);
      tag = { headline: 'h1', subheading: `h${level}`, quote: 'blockquote' }[role] ?? (caption ? 'div' : 'p');
    }
    const t = element(tag, { class: `t ${role}`, hidden: true }), o = element(tag, { class: `o ${role}`, hidden: true });
    row.append(t, o);
    this.rows.set(item.block, { t, o });
  }

  addPicture(item) {
    if (!isPicture(item.picture)) return;
    const img = element('img', { src: item.picture, alt: item.alt ?? '', referrerpolicy: 'no-referrer', decoding: 'async' });
    img.addEventListener('error', () => img.remove());  // a gap says less than nothing
    this.place.parent.append(img);
    if (item.alt_block !== undefined) this.pictures.set(item.alt_block, img);
  }

  /** A block that is done. */
  put(block) {
    this.blocks.set(block.index, block);
    const picture = this.pictures.get(block.index);
    if (picture) {
      picture.alt = block.target;
      picture.lang = block.kept === 'none' ? this.head.to : this.head.from;
    }
    const row = this.rows.get(block.index);
    if (!row) return;
    const stays = block.kept !== 'none' && block.kept !== 'target-language';
    const known = block.sentences.map((data) => ({ block, data }));
    this.fill(row.o, block, 'source', block.kept === 'target-language' ? 'to' : 'from', known);
    this.fill(row.t, block, 'target', stays ? 'from' : 'to', known);
    for (const record of known) {
      this.sentences.push(record);
      if (record.data.doubtful) this.addDoubt(record);
    }
  }

  fill(side, block, name, language, known) {
    side.hidden = false;
    side.lang = this.head[language];
    side.dir = this.head[`${language}_dir`];
    const text = new Text(block[name]);
    const marks = (block.marks ?? []).map((mark) => ({ ...mark, range: text.range(mark[name]) }))
      .sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
    side.replaceChildren();
    let at = 0;
    for (const record of known) {
      const [begin, end] = text.range(record.data[name]);
      if (begin < at || begin >= end) continue;
      this.write(side, text.string, at, begin, marks);
      const span = element('span', { class: record.data.doubtful ? 's doubtful' : 's', tabindex: -1 });
      this.write(span, text.string, begin, end, marks);
      side.append(span);
      record[name] = span;
      record[`${name}_range`] = [begin, end];
      this.records.set(span, record);
      at = end;
    }
    this.write(side, text.string, at, text.string.length, marks);
  }

  /** A stretch of text with the inline elements over it. `marks`: outer ones first. */
  write(parent, string, begin, end, marks, depth = 0) {
    let at = begin;
    for (let i = 0; i < marks.length && depth < DEEPEST;) {
      const mark = marks[i++], inner = [];
      while (i < marks.length && marks[i].range[0] < mark.range[1]) inner.push(marks[i++]);
      const from = Math.max(mark.range[0], at), to = Math.min(mark.range[1], end);
      if (from >= to || !INLINE.has(mark.element)) continue;
      parent.append(string.slice(at, from));
      const link = mark.element === 'a' && isWeb(mark.address);
      const made = element(mark.element === 'a' && !link ? 'span' : mark.element);
      if (link) {
        made.href = mark.address;
        made.rel = 'noreferrer nofollow';
      }
      this.write(made, string, from, to, inner, depth + 1);
      parent.append(made);
      at = to;
    }
    parent.append(string.slice(at, end));
  }

  addDoubt(record) {
    if (!record.target) return;
    const button = element('button', { type: 'button', class: 'doubt', 'aria-label': this.words.doubt, lang: this.words.ui }, '?');
    record.target.after('\u2060', button);  // never alone in the next line
    this.records.set(button, record);
  }

  /** The sentences in the order of the page: blocks come headline first. */
  finish() {
    const place = new Map(this.head.items.map((item, at) => [item.block, at]));
    this.sentences = this.sentences.filter((record) => record.target);
    this.sentences.sort((a, b) => place.get(a.block.index) - place.get(b.block.index) || a.data.target[0] - b.data.target[0]);
    this.sentences.forEach((record, at) => {
      record.at = at;
      for (const span of [record.target, record.source]) if (span) span.tabIndex = at === 0 ? 0 : -1;
    });
  }

  /** What a node of the page belongs to. */
  recordOf(node) {
    const span = (node instanceof Element ? node : node?.parentElement)?.closest('.s, .doubt');
    return span ? this.records.get(span) : undefined;
  }

  get title() {
    const headline = this.head?.items.find((item) => item.role === 'headline');
    return headline ? this.blocks.get(headline.block)?.target ?? '' : '';
  }
}
