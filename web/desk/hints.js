// What receipt, glossary and memory say of a sentence.

import { element } from '../shared/element.js';
import { Text } from '../shared/ranges.js';
import { button, dotted, filled, timeOf } from './parts.js';

const FACTS = ['name', 'number', 'date', 'time', 'quote', 'credit', 'address'];
const isRight = (verdict) => verdict === 'kept' || verdict === 'converted';

/** A text with the parts that findings are about marked. `side`: "source" or "target". */
export function marked(string, findings, side) {
  const text = new Text(string), parts = [];
  const ranges = (findings ?? []).filter((one) => one.severity !== 'note' && one[side]).map((one) => text.range(one[side])).sort((a, b) => a[0] - b[0]);
  let at = 0;
  for (const [begin, end] of ranges) {
    if (begin < at || begin >= end) continue;
    parts.push(string.slice(at, begin), element('mark', {}, string.slice(begin, end)));
    at = end;
  }
  return [...parts, string.slice(at)];
}

/** Why somebody should look, one line each; undefined for nothing. */
export function reasonsOf(data, words) {
  const lines = (data.findings ?? []).filter((one) => one.severity !== 'note').map((one) =>
    element('li', {}, `${words[`finding_${one.kind}`] ?? one.kind}: `, element('span', { lang: 'en', dir: 'ltr' }, one.words)));
  if (data.doubtful && !(data.findings ?? []).some((one) => one.severity === 'critical')) lines.push(element('li', {}, words.doubt_low));
  return lines.length ? element('ul', { class: 'why' }, ...lines) : undefined;
}

/** "Names 2 of 2": what was compared. */
export function receiptOf(facts, words) {
  const counts = new Map();
  for (const [kind, verdict] of facts ?? []) {
    const count = counts.get(kind) ?? [0, 0];
    ++count[1];
    if (isRight(verdict)) ++count[0];
    counts.set(kind, count);
  }
  const known = FACTS.filter((kind) => counts.has(kind));
  if (!known.length) return undefined;
  return element('p', { class: 'receipt' }, ...known.map((kind) => {
    const [found, all] = counts.get(kind);
    return element('span', { class: found === all ? 'fine' : 'short' },
      `${words[`fact_${kind}`]} `, filled(words.found_of, { n: found, m: all }, words.ui));
  }));
}

/** Terms of the glossary that stand in the source. `onUse(text)`: the editor takes one. */
export function termsOf(terms, languages, words, onUse) {
  if (!terms?.length) return undefined;
  return section(words.glossary, terms.map((one) => {
    const source = element('span', { lang: languages.from, dir: languages.from_dir }, one.source);
    const target = element('span', { lang: languages.to, dir: languages.to_dir }, one.target ?? one.source);
    const state = one.held ? element('span', { class: 'fine' }, words.term_held) : element('span', { class: 'short' }, words.term_missing);
    const line = element('li', {}, source, arrow(), target, ' ', state);
    if (!one.held) line.append(' ', button(words.use, () => onUse(one.target ?? one.source), { class: 'plain', 'aria-label': `${words.use}: ${one.target ?? one.source}` }));
    return line;
  }));
}

/** Like sentences of the memory. `onUse(text)`: the editor takes one as a whole. */
export function memoryOf(pairs, languages, words, onUse) {
  if (!pairs?.length) return undefined;
  return section(words.memory, pairs.map((one) => {
    const by = dotted([filled(words.score, { n: one.score }, words.ui), one.who, timeOf(one.when, words.ui)], 'span');
    return element('li', {},
      element('p', { class: 'pair-source', lang: languages.from, dir: languages.from_dir }, one.source),
      element('p', { lang: languages.to, dir: languages.to_dir }, one.target),
      by, ' ', button(words.use, () => onUse(one.target), { class: 'plain', 'aria-label': `${words.use}: ${one.target}` }));
  }));
}

const arrow = () => element('span', { class: 'turn', 'aria-hidden': 'true' }, '→');

function section(title, lines) {
  return element('div', { class: 'hints' }, element('h3', {}, title), element('ul', {}, ...lines));
}
