// The server counts bytes of UTF-8, JavaScript counts UTF-16: a text with a table from one to the other.

export class Text {
  constructor(string) {
    this.string = string;
    this.ascii = /^[\0-\x7f]*$/.test(string);
    if (this.ascii) return;
    const bytes = new TextEncoder().encode(string).length;
    this.table = new Uint32Array(bytes + 1);
    let at = 0, unit = 0;
    for (const sign of string) {
      const code = sign.codePointAt(0);
      const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      this.table.fill(unit, at, at + size);
      at += size;
      unit += sign.length;
    }
    this.table.fill(unit, at);
  }

  /** [begin, end) in bytes as [begin, end) in UTF-16; what lies outside of the text is cut off. */
  range([begin, end]) {
    const place = (at) => Math.min(this.ascii ? at : this.table[Math.min(at, this.table.length - 1)], this.string.length);
    return [place(begin), place(end)];
  }
}

/** The words of a stretch of text, as readers see them: [begin, end) each. */
export function wordsOf(string, language, [begin, end]) {
  const words = [];
  const segmenter = new Intl.Segmenter(language || undefined, { granularity: 'word' });
  for (const part of segmenter.segment(string.slice(begin, end))) {
    if (part.isWordLike) words.push([begin + part.index, begin + part.index + part.segment.length]);
  }
  return words;
}

export const overlaps = (a, b) => a[0] < b[1] && b[0] < a[1];
