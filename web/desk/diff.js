// What is different between two texts, word by word.

import { element } from '../shared/element.js';

const MOST = 400000;  // cells of the table; longer texts are told as a whole

function piecesOf(text, language) {
  return [...new Intl.Segmenter(language || undefined, { granularity: 'word' }).segment(text)].map((one) => one.segment);
}

/** Length of the longest common part of the tails a[i..], b[j..], for all i and j. */
function tableOf(a, b) {
  const wide = b.length + 1, table = new Uint32Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; --i) {
    for (let j = b.length - 1; j >= 0; --j) {
      table[i * wide + j] = a[i] === b[j] ? table[(i + 1) * wide + j + 1] + 1 : Math.max(table[(i + 1) * wide + j], table[i * wide + j + 1]);
    }
  }
  return (i, j) => table[i * wide + j];
}

/** Runs of [kind, text]: "=" is in both, "-" in `before` only, "+" in `after` only. */
export function differences(before, after, language) {
  const a = piecesOf(before, language), b = piecesOf(after, language), runs = [];
  const add = (kind, text) => {
    if (runs.at(-1)?.[0] === kind) runs.at(-1)[1] += text;
    else runs.push([kind, text]);
  };
  if ((a.length + 1) * (b.length + 1) > MOST) return before === after ? [['=', before]] : [['-', before], ['+', after]];
  const common = tableOf(a, b);
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add('=', a[i++]);
      ++j;
    } else if (i < a.length && (j === b.length || common(i + 1, j) >= common(i, j + 1))) {
      add('-', a[i++]);
    } else {
      add('+', b[j++]);
    }
  }
  return runs;
}

/** Both texts in one, with what went and what came. */
export function compared(before, after, language) {
  return differences(before, after, language).map(([kind, text]) => (kind === '=' ? text : element(kind === '-' ? 'del' : 'ins', {}, text)));
}
