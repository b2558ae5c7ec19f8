// From a word of a translation to the words that it was made of, by the alignments that the engine gives.

import { Text, wordsOf, overlaps } from '../shared/ranges.js';

/** Whole words of the source that stand behind [begin, end) of the target; all in UTF-16. Works likewise from source to target. */
export function counterparts(block, languages, range, back = false) {
  const target = new Text(block.target), source = new Text(block.source);
  const found = [];
  for (const [from, to, begin, end] of block.words ?? []) {
    const here = back ? source.range([from, to]) : target.range([begin, end]);
    if (overlaps(here, range)) found.push(back ? target.range([begin, end]) : source.range([from, to]));
  }
  const there = back ? target : source;
  return wordsOf(there.string, back ? languages.to : languages.from, [0, there.string.length])
    .filter((word) => found.some((part) => overlaps(part, word)));
}

/** [begin, end) of an element's text as a Range, `from` being the place where the element begins. */
export function rangeIn(node, [begin, end], from) {
  const range = document.createRange();
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  let at = from, started = false;
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const next = at + text.length;
    if (!started && begin < next) {
      range.setStart(text, Math.max(begin - at, 0));
      started = true;
    }
    if (started && end <= next) {
      range.setEnd(text, end - at);
      return range;
    }
    at = next;
  }
  return undefined;
}

/** The place in an element's text that was pointed at. */
export function placeAt(node, x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  const old = caret ? undefined : document.caretRangeFromPoint?.(x, y);
  const at = caret ? [caret.offsetNode, caret.offset] : old ? [old.startContainer, old.startOffset] : undefined;
  if (!at || !node.contains(at[0])) return undefined;
  const before = document.createRange();
  before.setStart(node, 0);
  before.setEnd(...at);
  return before.toString().length;
}

/** Words on the page that are lit; browsers that cannot do it show them in the panel only. */
export function light(ranges) {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete('dragoman-word');
  const there = ranges.filter(Boolean);
  if (there.length) CSS.highlights.set('dragoman-word', new Highlight(...there));
}
