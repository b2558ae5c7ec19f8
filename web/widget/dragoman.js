// The widget: readers of a publisher's page choose a language below the photo, and the article changes where it stands; docs/widget.md has its
// attributes. One file, longer than the house has it: nothing is bundled. Of an answer only texts and the numbers of elements that we sent are
// used, never markup; the page's own nodes stay in the parents that they had.
(() => {
  'use strict';
  const script = document.currentScript ?? document.querySelector('script[src*="dragoman.js"]');
  if (!script || window.dragoman) return;
  const options = script.dataset;
  const server = (options.server ?? new URL('.', script.src).href).replace(/\/$/, '');
  const KEPT = 'dragoman-language';
  const FIRST = 2500, MOST = 24000;  // characters of a request: the headline does not wait for the rest
  const PATIENCE = 30000, SETTLED = 150;  // ms: for an answer; until the page has made its changes
  const AGAIN = 5;  // times that a text which the page keeps changing is translated

  const WORDS = {
    en: { name: 'Translation', read: 'Read in', original: 'Original', listen: 'Listen', pause: 'Pause', stop: 'Stop', speed: 'Speed', working: 'Translating…',
      done: 'Translated: {l}', back: 'Original: {l}', offline: 'The translation cannot be reached. The page is as it was.', busy: 'Too many readers are asking just now. The page is as it was.',
      failed: 'This could not be translated. The page is as it was.', unheard: 'It could not be read aloud.', retry: 'Try again' },
    pt: { name: 'Tradução', read: 'Ler em', original: 'Original', listen: 'Ouvir', pause: 'Pausa', stop: 'Parar', speed: 'Velocidade', working: 'A traduzir…',
      done: 'Traduzido: {l}', back: 'Original: {l}', offline: 'Não foi possível contactar o serviço de tradução. A página está como estava.', busy: 'Há demasiados pedidos neste momento. A página está como estava.',
      failed: 'Não foi possível traduzir. A página está como estava.', unheard: 'Não foi possível ler em voz alta.', retry: 'Tentar de novo' },
    ar: { name: 'الترجمة', read: 'اقرأ بلغة', original: 'الأصل', listen: 'استمع', pause: 'إيقاف مؤقت', stop: 'إيقاف', speed: 'السرعة', working: 'جارٍ الترجمة…',
      done: 'تُرجم: {l}', back: 'الأصل: {l}', offline: 'تعذّر الوصول إلى خدمة الترجمة. بقيت الصفحة كما كانت.', busy: 'الطلبات كثيرة الآن. بقيت الصفحة كما كانت.',
      failed: 'تعذّرت الترجمة. بقيت الصفحة كما كانت.', unheard: 'تعذّرت القراءة بصوت عالٍ.', retry: 'أعد المحاولة' },
  };
  const STYLE = `:host { all: initial; display: block; clear: both; margin: 1em 0; color: inherit; font-family: inherit; font-size: max(14px, .82em); line-height: 1.4 }
.bar { border-block: 1px solid color-mix(in srgb, currentColor 28%, transparent); padding-block: 4px }
.row, .languages, .choices, .player { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 4px }
.row { justify-content: space-between }
#read { margin-inline-end: 6px }
.player { margin-inline-start: -8px }
button, select { font: inherit; color: inherit; background: none; border: 0; border-radius: 3px; margin: 0; padding: 4px 8px; min-height: 34px; cursor: pointer }
select { border: 1px solid color-mix(in srgb, currentColor 45%, transparent); padding: 3px 4px }
option { color: #111; background: #fff }
button:hover { background: color-mix(in srgb, currentColor 10%, transparent) }
button[aria-pressed=true] { font-weight: 700; text-decoration: underline 2px; text-underline-offset: 6px }
:focus-visible { outline: 2px solid; outline-offset: 1px }
.listen::before { content: ""; display: inline-block; width: .7em; height: .8em; margin-inline-end: .5em; background: currentColor; clip-path: polygon(0 0, 100% 50%, 0 100%) }
.listen.on::before { clip-path: polygon(0 0, 35% 0, 35% 100%, 65% 100%, 65% 0, 100% 0, 100% 100%, 0 100%) }
.news { display: inline; margin: 0; margin-inline-end: 8px }
.news:empty, [hidden] { display: none }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.retry { padding-inline: 0; text-decoration: underline }
::slotted(aside) { display: block !important; margin: .5em 0 0 !important; padding: 0 !important; border: 0 !important; background: none !important; font-size: .95em !important; font-style: italic !important; text-align: start !important }
@media (pointer: coarse) { button, select { min-height: 44px } }
@media print { .bar { display: none } }`;
  const LIT = '::highlight(dragoman-spoken) { background-color: #ffe08a; color: #1a1a1a }';

  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const sheet = (text) => { const made = new CSSStyleSheet(); made.replaceSync(text); return made; };
  const kept = {  // a browser may refuse to remember
    get() { try { return localStorage.getItem(KEPT); } catch { return undefined; } },
    set(value) { try { if (value) localStorage.setItem(KEPT, value); else localStorage.removeItem(KEPT); } catch { /* not remembered, then */ } },
  };
  const plainCode = (tag) => tag.toLowerCase().split('-')[0];
  const isRightToLeft = (tag) => /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)$/.test(plainCode(tag));
  const ownName = (tag) => {
    try {
      const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag);
      return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
    } catch { return tag; }
  };
  const query = (selector, from = document) => { try { return selector ? from.querySelector(selector) : null; } catch { return null; } };

  // ---- Where the article is.

  const AWAY = 'nav, footer, aside, form, dialog, [role=navigation], [role=complementary], [role=contentinfo], #comments, .comments, dragoman-widget';
  const ARTICLE = 'article, [role=article], [itemtype*="Article"], [itemtype*="BlogPosting"]';
  const isSeen = (one) => one.getClientRects().length > 0;
  const squeezed = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const proseIn = (node) => [...node.querySelectorAll('p')].reduce((sum, p) => sum + (p.closest(AWAY) ? 0 : squeezed(p.textContent).length), 0);

  /** What the page says of its story in JSON-LD. */
  function statedStory() {
    for (const one of document.querySelectorAll('script[type="application/ld+json"]')) {
      try {
        const data = JSON.parse(one.textContent);
        const story = [data, data['@graph'] ?? []].flat(2).find((item) => item?.articleBody || item?.headline);
        if (story) return { body: squeezed(String(story.articleBody ?? '')), headline: squeezed(String(story.headline ?? '')) };
      } catch { /* a page's broken data says nothing */ }
    }
    return { body: '', headline: '' };
  }

  /** The element that holds most of the running text; what the page names as its story counts thrice. */
  function heaviest(body) {
    const weights = new Map();
    for (const p of document.querySelectorAll('p')) {
      const text = squeezed(p.textContent);
      if (text.length < 25 || p.closest(AWAY)) continue;
      const weight = text.length * (body.includes(text) ? 3 : 1);
      const up = p.parentElement, above = up.parentElement;
      weights.set(up, (weights.get(up) ?? 0) + weight);
      if (above && above !== document.documentElement) weights.set(above, (weights.get(above) ?? 0) + weight / 2);
    }
    return [...weights].reduce((best, one) => (one[1] > best[1] ? one : best), [undefined, 0])[0];
  }

  /** Its roots: one element, or the headline and the text, if nothing but the whole page holds both. */
  function findArticle() {
    if (options.article) return [query(options.article)].filter(Boolean);
    const stated = statedStory();
    const body = query('[itemprop~="articleBody"]') ?? heaviest(stated.body);
    let root = body?.closest(ARTICLE) ?? body ?? query('article') ?? query('main, [role=main]');
    if (!root || root === document.body) return root ? [root] : [];
    if (root.querySelector('h1')) return [root];
    const all = [...document.querySelectorAll('h1')].filter((one) => squeezed(one.textContent) && isSeen(one) && !one.closest(AWAY))
      .sort((a, b) => b.textContent.length - a.textContent.length);  // a publication's name is shorter than a headline
    const headline = all.find((one) => squeezed(one.textContent) === stated.headline) ?? all.find((one) => document.title.includes(squeezed(one.textContent)))
      ?? (all.length === 1 ? all[0] : undefined);
    if (!headline) return [root];
    const most = 1.3 * proseIn(root) + 300;
    for (let above = root.parentElement; above && above !== document.body && proseIn(above) <= most; above = above.parentElement) {
      if (above.contains(headline)) return [above];
    }
    return [headline, root];
  }

  /** The element below which the bar belongs: the photo with its caption, else the standfirst, else the headline. */
  function findPlace(roots) {
    const asked = query(options.after);
    if (asked) return asked;
    const all = (selector) => roots.flatMap((root) => [...(root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)]).filter((one) => isSeen(one) && !one.closest(AWAY));
    const third = all('p').filter((p) => squeezed(p.textContent).length > 80 && !p.closest('figure'))[2];
    const early = (one) => !third || one.compareDocumentPosition(third) & Node.DOCUMENT_POSITION_FOLLOWING;
    const captioned = (one) => squeezed(query('figcaption, .wp-caption-text, [class*="caption"]', one)?.textContent) && getComputedStyle(one).float === 'none';
    let place = all('figure, .wp-caption').filter(early).find(captioned)
      ?? all('.standfirst, .dek, .subtitle, .subheadline, .article-summary, [itemprop~="description"], [itemprop~="alternativeHeadline"]').filter(early)[0] ?? all('h1')[0];
    // Not into a link, nor as one more column of a row.
    while (place && !roots.includes(place) && !roots.includes(place.parentElement) && (place.parentElement.matches('a, button, picture, p, figure, hgroup')
      || /flex|grid|inline|table/.test(getComputedStyle(place.parentElement).display))) place = place.parentElement;
    return place;
  }

  // ---- The text as units: a stretch of inline content, or one attribute.

  const OPAQUE = 'script, style, noscript, template, textarea, input, select, svg, math, canvas, img, picture, wbr';
  const WALLS = 'iframe, object, embed, video, audio, form, nav, pre, dragoman-widget, [data-dragoman]';
  const STAYS = 'code, kbd, samp, var, [translate=no], .notranslate, [contenteditable]:not([contenteditable=false])';
  const PLAIN = /^(a|abbr|b|br|cite|code|del|dfn|em|i|img|ins|kbd|mark|q|s|samp|small|strong|sub|sup|time|u|var)$/;
  const ATTRIBUTES = ['alt', 'title', 'aria-label'];
  const hasWords = (text) => /\p{L}{2}/u.test(text);
  const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/[ \t\n\r\f]+/g, ' ');

  function isInline(node) {
    if (node.matches(WALLS) || node.localName === 'button') return false;
    if (node.matches(OPAQUE)) return true;
    const display = getComputedStyle(node).display;
    return (/^(inline|contents|ruby)/.test(display) || (display === 'none' && PLAIN.test(node.localName))) && [...node.children].every(isInline);
  }

  const units = new Set();
  const known = new WeakMap();   // text -> its unit; element -> its units by attribute, and "in": those it holds
  const covered = new WeakSet(); // nodes that a unit is made of, those inside of them left out
  const changed = new WeakMap(); // parent -> how often the page has changed its text

  const noteOf = (element) => known.get(element) ?? known.set(element, { in: new Set() }).get(element);

  class Unit {
    /** `nodes`: neighbours in `parent`. */
    constructor(parent, nodes) {
      this.parent = parent;
      this.answers = new Map();    // language -> what came back
      this.elements = [];          // inline elements, by their numbers
      this.above = [];             // number of the element that each stands in; -1: none
      this.places = new Map();     // parent -> its nodes, as they were
      this.texts = new Map();      // text -> what it said
      this.said = new Map();       // text -> what we made it say
      this.added = new Set();
      this.html = this.write(parent, nodes, -1).trim();
      for (const node of nodes) covered.add(node);
      units.add(this);
    }

    write(parent, nodes, above) {
      this.places.set(parent, nodes);
      noteOf(parent).in.add(this);
      return nodes.map((node) => {
        if (node.nodeType === Node.TEXT_NODE) {
          this.texts.set(node, node.data);
          known.set(node, this);
          return escaped(node.data);
        }
        if (node.nodeType !== Node.ELEMENT_NODE) return '';
        const number = this.elements.push(node) - 1;
        this.above.push(above);
        if (node.matches(OPAQUE)) return `<img data-d="${number}">`;
        const tag = PLAIN.test(node.localName) ? node.localName : 'span';
        if (tag === 'br') return `<br data-d="${number}">`;
        if (node.matches(STAYS)) return `<span translate="no" data-d="${number}">${escaped(node.textContent)}</span>`;
        return `<${tag} data-d="${number}">${this.write(node, [...node.childNodes], number)}</${tag}>`;
      }).join('');
    }

    /** As a block of what is sent, with the hints that tell a caption from a byline. */
    block(number) {
      const role = this.parent.closest('h1, h2, h3, h4, h5, h6, figcaption, blockquote'), tag = roots.some((root) => root.contains(role)) ? role?.localName ?? 'p' : 'p';
      const names = [this.parent, this.parent.parentElement].flatMap((one) => [...(one?.classList ?? [])]).filter((name) => /^[\w-]+$/.test(name)).slice(0, 6);
      const language = this.parent.closest('[lang]')?.lang ?? '', other = language && plainCode(language) !== plainCode(from || language) && /^[\w-]+$/.test(language);
      const block = `<${tag === 'blockquote' ? 'p' : tag} data-d="u${number}"${names.length ? ` class="${names.join(' ')}"` : ''}${other ? ` lang="${language}"` : ''}>${this.html}</${tag === 'blockquote' ? 'p' : tag}>`;
      return tag === 'figcaption' ? `<figure>${block}</figure>` : tag === 'blockquote' ? `<blockquote>${block}</blockquote>` : block;
    }

    /** Takes an answer if it has each element once, where it belongs. */
    take(language, tree) {
      const seen = [];
      const visit = (children, above) => children.every((child) => typeof child === 'string' || (
        this.above[child.number] === above && seen.push(child.number) && (!this.places.has(this.elements[child.number]) || visit(child.children, child.number))));
      if (!visit(tree, -1) || seen.length !== this.elements.length || new Set(seen).size !== seen.length) return false;
      this.answers.set(language, tree);
      return true;
    }

    apply(language) {
      const tree = this.answers.get(language);
      this.restore();
      if (tree) this.fill(this.parent, tree);
    }

    fill(parent, children) {
      const before = this.places.get(parent), free = before.filter((node) => node.nodeType === Node.TEXT_NODE), now = [];
      for (const child of children) {
        if (typeof child !== 'string') {
          const element = this.elements[child.number];
          now.push(element);
          if (this.places.has(element)) this.fill(element, child.children);
          continue;
        }
        const text = free.shift() ?? document.createTextNode('');
        if (!this.texts.has(text)) {
          this.added.add(text);
          known.set(text, this);
          covered.add(text);
        }
        this.say(text, child);
        now.push(text);
      }
      for (const text of free) this.say(text, '');  // stays, for whoever made the page
      this.arrange(parent, [...now, ...before.filter((node) => !now.includes(node))]);
    }

    say(text, words) {
      text.data = words;
      this.said.set(text, words);
    }

    /** These nodes in this order, where they stand; nodes of others, and those that the page has taken away, are left alone. */
    arrange(parent, nodes) {
      const ours = nodes.filter((node) => node.parentNode === parent || this.added.has(node)), there = ours.filter((node) => node.parentNode === parent);
      if (!there.length) return;
      let next = there.reduce((last, node) => (last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING ? node : last)).nextSibling;
      for (const node of ours.reverse()) {
        if (node.parentNode !== parent || node.nextSibling !== next) parent.insertBefore(node, next);
        next = node;
      }
    }

    restore() {
      for (const text of this.added) text.remove();
      this.added.clear();
      for (const [text, words] of this.texts) if (this.said.has(text) && text.data === this.said.get(text)) text.data = words;
      this.said.clear();
      for (const [parent, nodes] of this.places) this.arrange(parent, nodes);
    }

    forget() {
      this.restore();
      units.delete(this);
      for (const text of this.texts.keys()) known.delete(text);
      for (const node of this.places.get(this.parent)) covered.delete(node);
      for (const parent of this.places.keys()) known.get(parent)?.in.delete(this);
    }

    owns(node) { return this.texts.has(node) || this.added.has(node) || this.elements.includes(node); }

    /** Whether a change that the page has made touches it. */
    isTouched({ type, target, addedNodes, removedNodes, previousSibling, nextSibling }) {
      if (type === 'characterData') return target.data !== (this.said.get(target) ?? this.texts.get(target));
      if ([...removedNodes].some((node) => this.owns(node))) return true;
      const within = target !== this.parent || this.owns(previousSibling) || this.owns(nextSibling);
      return within && [...addedNodes].some((node) => !this.owns(node) && (node.nodeType === Node.TEXT_NODE ? node.data.trim() : node.nodeType === Node.ELEMENT_NODE && isInline(node)));
    }
  }

  class AttributeUnit {
    constructor(parent, name) {
      Object.assign(this, { parent, name, answers: new Map() });
      this.words = this.value;
      this.html = escaped(this.words).trim();
      noteOf(parent)[name] = this;
      units.add(this);
    }
    get value() { return this.parent.getAttribute(this.name); }
    set value(words) { this.parent.setAttribute(this.name, words); }
    block(number) { return `<p data-d="u${number}">${this.html}</p>`; }
    take(language, tree) {
      if (tree.some((child) => typeof child !== 'string')) return false;
      this.answers.set(language, tree.join(''));
      return true;
    }
    apply(language) {
      this.restore();
      const words = this.answers.get(language);
      if (words !== undefined) this.value = this.said = words;
    }
    restore() {
      if (this.said !== undefined && this.value === this.said) this.value = this.words;
      this.said = undefined;
    }
    forget() {
      this.restore();
      units.delete(this);
      delete known.get(this.parent)[this.name];
    }
    isTouched() { return this.value !== (this.said ?? this.words); }
  }

  const titleText = () => document.head.querySelector('title')?.firstChild;

  /** The tab's: the headline in it, or all but a publication's name at its end. */
  class TitleUnit extends AttributeUnit {
    constructor(headline) {
      super(document.documentElement, 'title');
      const all = squeezed(this.words), said = headline && squeezed([...headline.texts.values()].join('')), at = said ? all.indexOf(said) : -1;
      const part = at < 0 ? all.replace(/(.{12,}?)\s+[|–—•·-]\s+[^|–—•·]{1,40}$/, '$1') : said, [before, ...after] = all.split(part);
      Object.assign(this, { around: [before, after.join(part)], html: escaped(part) });
    }
    get value() { return titleText()?.data; }
    set value(words) { if (titleText()) titleText().data = words; }
    block(number) { return `<h1 data-d="u${number}">${this.html}</h1>`; }
    take(language, tree) { return super.take(language, this.around.toSpliced(1, 0, ...tree)); }
  }

  /** Makes units of what is in none yet. */
  function collect(parent) {
    let run = [];
    const end = () => {
      const isIdle = (node) => node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && !node.data.trim());
      while (run.length && isIdle(run[0])) run.shift();
      while (run.length && isIdle(run.at(-1))) run.pop();
      if (hasWords(run.map(wordsOf).join('')) && !(changed.get(parent) > AGAIN)) new Unit(parent, run);
      run = [];
    };
    for (const node of [...parent.childNodes]) {
      const isElement = node.nodeType === Node.ELEMENT_NODE, inline = !isElement || covered.has(node) || isInline(node);
      if (isElement) collectAttributes(node, inline);
      if (covered.has(node)) { end(); continue; }
      if (inline) { run.push(node); continue; }
      end();
      if (!node.matches(WALLS) && !node.matches(STAYS)) collect(node);
    }
    end();
  }

  const wordsOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.data
    : node.nodeType !== Node.ELEMENT_NODE || node.matches(OPAQUE) || node.matches(STAYS) ? '' : [...node.childNodes].map(wordsOf).join(''));

  function collectAttributes(node, inline) {
    if (node.matches(WALLS) || node.closest('[translate=no], .notranslate')) return;
    for (const one of [node, ...(inline ? node.querySelectorAll('*') : [])]) {
      for (const name of ATTRIBUTES) if (hasWords(one.getAttribute(name) ?? '') && !noteOf(one)[name]) new AttributeUnit(one, name);
    }
  }

  // ---- Out and back.

  class Trouble extends Error {}

  async function ask(path, { signal, headers = {}, ...more } = {}) {
    let answer;
    const late = AbortSignal.timeout(PATIENCE);
    try {
      answer = await fetch(server + path, { ...more, headers: options.key ? { ...headers, Authorization: `Bearer ${options.key}` } : headers,
        credentials: 'omit', referrerPolicy: 'no-referrer', signal: signal && AbortSignal.any ? AbortSignal.any([signal, late]) : signal ?? late });
    } catch (error) {
      if (error.name === 'AbortError') throw error;
      throw new Trouble('offline');
    }
    if (answer.ok) return answer;
    throw new Trouble(answer.status === 429 || answer.status === 503 ? 'busy' : 'failed');
  }

  const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
  const unescaped = (text) => text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, decimal, name) => {
    if (name) return NAMED[name] ?? all;
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : all;
  });

  /** The answer as numbered trees of texts and numbers of elements. Tags that we did not number are passed over. */
  function readTrees(html) {
    const trees = new Map();
    let stack = [];
    for (const [, close, tag, attributes, text] of html.matchAll(/<(\/?)([a-z][\w-]*)([^>]*)>|([^<]+|<)/gi)) {
      const top = stack.at(-1);
      if (text !== undefined) {
        const { children } = top ?? { children: [] };
        if (typeof children.at(-1) === 'string') children.push(children.pop() + unescaped(text));
        else children.push(unescaped(text));
      } else if (close) {
        const at = stack.findLastIndex((one) => one.tag === tag);
        if (at >= 0) stack = stack.slice(0, at);
      } else {
        const [, unit, number] = /\sdata-d="(?:u(\d+)|(\d+))"/.exec(attributes) ?? [];
        if (unit && !trees.has(Number(unit))) {
          const children = [];
          trees.set(Number(unit), children);
          stack = [{ tag, children }];
        } else if (top) {
          const child = { number: Number(number), children: number ? [] : top.children };
          if (number) top.children.push(child);
          if (!/^(br|img|wbr|hr|input|meta|link)$/.test(tag)) stack.push({ tag, children: child.children });
        }
      }
    }
    return trees;
  }

  async function fetchUnits(some, to, signal) {
    const language = from ? ` lang="${from}"` : '';
    const body = `<html${language}><body><article>${some.map((unit, at) => unit.block(at)).join('\n')}</article></body></html>`;
    const wish = new URLSearchParams({ format: 'html', label_place: 'none', to, ...(from && { from }) });
    const answer = await ask(`/v1/page?${wish}`, { method: 'POST', body, headers: { 'Content-Type': 'text/html' }, signal });
    const html = await answer.text(), trees = readTrees(html);
    from ||= /name="machine-translation" content="yes; from=([\w-]+)/.exec(html)?.[1] ?? '';
    let taken = 0;
    some.forEach((unit, at) => {
      if (trees.has(at) && unit.take(to, trees.get(at))) ++taken;
      else unit.answers.set(to, undefined);  // it stays as it is, and is not asked for again
    });
    return taken;
  }

  const headlineOf = (some) => some.find((unit) => unit instanceof Unit && unit.parent.closest('h1'));

  /** Headline, standfirst and caption first, and alone; then the rest in reading order, attributes last. */
  function portions(some) {
    const texts = some.filter((unit) => unit instanceof Unit), first = [headlineOf(texts), some.find((unit) => unit instanceof TitleUnit)].filter(Boolean);
    const order = [...first, ...[...texts, ...some.filter((unit) => !(unit instanceof Unit))].filter((unit) => !first.includes(unit))];
    const out = [[]];
    let size = 0, most = from ? FIRST : 3 * FIRST;  // a language is told from more than a headline
    for (const unit of order) {
      if (size && size + unit.html.length > most) { out.push([]); size = 0; most = MOST; }
      out.at(-1).push(unit);
      size += unit.html.length + 20;
    }
    return out.filter((one) => one.length);
  }

  // ---- The bar.

  let languages;          // of the server; undefined until it has told them
  let roots = [], offered = [];
  let from = '', shown = '', wanted = '', wish = '';  // codes: of the page, on the page, on its way, what the reader chose
  let turn = new AbortController();
  let host, parts;

  const ui = () => [shown, ...navigator.languages, 'en'].map(plainCode).find((code) => WORDS[code]);
  const words = () => WORDS[ui()];
  const nameOf = (code) => languages?.find((one) => one.code === code)?.name ?? (code ? ownName(code) : words().original);
  const entryOf = (code) => languages?.find((one) => one.code === code) ?? languages?.find((one) => plainCode(one.code) === plainCode(code));

  async function loadLanguages() {
    languages ??= (await (await ask('/v1/languages')).json()).languages;
  }

  /** What the page is written in, as the server names it. */
  function sourceOf() {
    const stated = options.from ?? roots[0]?.closest('[lang]')?.lang ?? '';
    return (stated && entryOf(stated)?.code) || stated;
  }

  function offer() {
    const asked = (options.to ?? '').split(/[\s,]+/).filter(Boolean);
    const able = !languages ? asked : from ? entryOf(from)?.targets ?? [] : languages.map((one) => one.code);
    const codes = asked.length ? asked.filter((code) => able.includes(code) || able.includes(plainCode(code))) : able;
    return codes.filter((code) => code !== from);
  }

  function choices() {
    const all = [['', from], ...offered.map((code) => [code, code])];
    const named = ([value, code]) => ({ value, text: nameOf(code), lang: code || ui(), dir: isRightToLeft(code) ? 'rtl' : 'ltr' });
    if (all.length > 5) {
      const select = make('select', { 'aria-labelledby': 'read' }, ...all.map(named).map(({ text, ...rest }) => make('option', rest, text)));
      select.addEventListener('change', () => translate(select.value));
      return [select];
    }
    return all.map(named).map(({ text, value, ...rest }) => {
      const button = make('button', { type: 'button', 'data-code': value, ...rest }, text);
      button.addEventListener('click', () => translate(value));
      return button;
    });
  }

  function build() {
    host = make('dragoman-widget');
    const shadow = host.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [sheet(STYLE)];
    parts = { read: make('span', { id: 'read' }), choices: make('div', { class: 'choices', role: 'group', 'aria-labelledby': 'read' }, ...choices()),
      listen: make('button', { type: 'button', class: 'listen', hidden: '' }), stop: make('button', { type: 'button', hidden: '' }), speed: make('select', { hidden: '' }),
      news: make('p', { class: 'news', role: 'status' }), retry: make('button', { type: 'button', class: 'retry', hidden: '' }) };
    parts.speed.append(...[0.5, 0.75, 1, 1.25, 1.5, 2].map((value) => make('option', { value, ...(value === 1 && { selected: '' }) }, `${value}×`)));
    const tools = make('div', { class: 'player' }, parts.listen, parts.stop, parts.speed);
    parts.row = make('div', { class: 'row' }, ...(offered.length ? [make('div', { class: 'languages' }, parts.read, parts.choices)] : []), tools);
    parts.bar = make('div', { class: 'bar', role: 'group' }, parts.row, parts.news, parts.retry);
    parts.retry.addEventListener('click', () => {
      (parts.choices.querySelector('[aria-pressed=true], select') ?? parts.listen).focus();
      translate(wish);
    });
    player.attach();
    shadow.append(parts.bar, make('slot'));
    refresh();
  }

  function put() {
    const place = findPlace(roots);
    if (place) place.after(host);
    else roots[0].prepend(host);
  }

  /** The bar says what is. */
  function refresh() {
    if (!host) return;
    const say = words(), code = ui();
    parts.bar.lang = code;
    parts.bar.dir = isRightToLeft(code) ? 'rtl' : 'ltr';
    parts.bar.setAttribute('aria-label', say.name);
    parts.read.textContent = say.read;
    parts.retry.textContent = say.retry;
    for (const one of parts.choices.children) {
      if (one.dataset.code === '') one.textContent = nameOf(from);  // it may be known only now
      if (one.localName === 'select') one.value = wanted || shown;
      else one.setAttribute('aria-pressed', String(one.dataset.code === (wanted || shown)));
    }
    parts.choices.setAttribute('aria-busy', String(Boolean(wanted)));
    player.refresh();
  }

  function tell(what, { seen = true, retry = false, language = '' } = {}) {
    if (!host) return;
    parts.news.textContent = what ? words()[what].replace('{l}', nameOf(language)) : '';
    parts.news.classList.toggle('unseen', !seen);
    parts.retry.hidden = !retry;
  }

  function announce(state, to) {
    document.dispatchEvent(new CustomEvent('dragoman:state', { detail: { state, from, to } }));
  }

  // ---- The article in a language.

  let stated = [];  // [element, attribute, value]: what the page said of its languages

  function stateLanguage(to) {
    for (const [element, name, value] of stated) {
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
    stated = [];
    if (!to) return;
    const say = (element, name, value) => {
      stated.push([element, name, element.getAttribute(name)]);
      element.setAttribute(name, value);
    };
    const direction = isRightToLeft(to) ? 'rtl' : 'ltr';
    for (const root of roots) {
      for (const one of [root, ...root.querySelectorAll('[lang]')]) {
        if (one !== root && (plainCode(one.lang) !== plainCode(from) || one.closest(`${WALLS}, ${STAYS}`))) continue;
        say(one, 'lang', to);
        if (one === root || one.hasAttribute('dir')) say(one, 'dir', direction);
      }
    }
  }

  /** The line that says that a machine translated this: in the page itself, as all programs that read pages know it. */
  function label(to) {
    host.replaceChildren();
    const entry = to && entryOf(to);
    if (!entry?.label) return;
    const language = entry.label_language, dir = isRightToLeft(language) ? 'rtl' : 'ltr';
    host.append(make('aside', { class: 'dragoman-label', 'data-dragoman': 'label', role: 'note', lang: language, dir },
      make('span', { 'data-dragoman': 'label-text', 'data-nosnippet': '' }, entry.label)));
  }

  function show(to, some = units) {
    quietly(() => {
      const active = document.activeElement;
      for (const unit of some) {
        if (to) unit.apply(to);
        else unit.restore();
      }
      if (some === units) {
        stateLanguage(to);
        label(to);
      }
      if (active !== document.activeElement && active?.isConnected) active.focus({ preventScroll: true });
    });
    shown = to;
    refresh();
  }

  function gather() {
    for (const unit of [...units]) if (!unit.parent.isConnected) unit.forget();
    quietly(() => { for (const root of roots) collect(root); });
    if (hasWords(titleText()?.data ?? '') && !known.get(document.documentElement)?.title && !(changed.get(document.documentElement) > AGAIN)) new TitleUnit(headlineOf([...units]));
  }

  /** Fetches and shows, portion by portion; two at a time behind the first. */
  async function run(to, { signal }) {
    await loadLanguages();
    gather();
    const queue = portions([...units].filter((unit) => !unit.answers.has(to)));
    if (queue.length && !await fetchUnits(queue.shift(), to, signal) && ![...units].some((unit) => unit.answers.get(to))) throw new Trouble('failed');
    signal.throwIfAborted();
    show(to);
    const lane = async () => {
      for (let some = queue.shift(); some; some = queue.shift()) {
        await fetchUnits(some, to, signal);
        signal.throwIfAborted();
        show(to, some);
      }
    };
    await Promise.all([lane(), lane()]);
  }

  async function translate(to) {
    if (!to || to === from) return undo();
    if (!offered.includes(to)) return false;
    const before = shown, mine = begin();
    wanted = wish = to;
    kept.set(to);
    refresh();
    tell('working');
    announce('translating', to);
    try {
      await run(to, mine);
      wanted = '';
      tell('done', { seen: false, language: to });
      announce('translated', to);
      refresh();
      schedule();  // for what came meanwhile
      return true;
    } catch (error) {
      if (turn !== mine) return false;  // another language was chosen
      mine.abort();
      wanted = '';
      show(before);
      tell(error instanceof Trouble ? error.message : 'failed', { retry: true });
      announce('failed', to);
      return false;
    }
  }

  function begin() {
    turn.abort();
    stuck = false;
    player.stop();
    return (turn = new AbortController());
  }

  function undo() {
    begin();
    wanted = wish = '';
    kept.set('');
    show('');
    tell('back', { seen: false, language: from });
    announce('original', '');
    return true;
  }

  // ---- What the page itself changes.

  let address = '', moved = 0, timer, dirty = false, late = false, stuck = false, mounts = 0;
  const watcher = new MutationObserver((records) => notice(records));

  /** Our own changes are not the page's. */
  function quietly(change) {
    notice(watcher.takeRecords());
    change();
    watcher.takeRecords();
  }

  function forgetChanged(unit) {
    changed.set(unit.parent, (changed.get(unit.parent) ?? 0) + 1);
    unit.forget();
  }

  function notice(records) {
    const title = known.get(document.documentElement)?.title;
    if (title?.isTouched()) {
      forgetChanged(title);
      dirty = true;
    }
    for (const record of records) {
      const { target, attributeName } = record;
      if (host?.contains(target)) continue;
      const note = known.get(target);
      const candidates = attributeName ? [note?.[attributeName]] : note instanceof Unit ? [note] : [...note?.in ?? []];
      for (const unit of candidates) {
        if (!unit?.isTouched(record)) continue;
        forgetChanged(unit);
      }
      dirty ||= roots.some((root) => root.contains(target));
    }
    if (records.length) schedule();
    watcher.takeRecords();
  }

  function schedule() {
    timer ??= setTimeout(settle, roots.length ? SETTLED : 4 * SETTLED);
  }

  function settle() {
    timer = undefined;
    const here = location.href.split('#')[0];
    if (here !== address) moved = Date.now();
    address = here;
    if (Date.now() - moved < 5000 || !roots.length || roots.some((root) => !root.isConnected) || (host && !host.isConnected)) {
      const found = findArticle();
      if (found.length !== roots.length || found.some((root, at) => root !== roots[at])) return settleIn(found);
      if (host && !host.isConnected && ++mounts < 20) quietly(put);
    }
    if (dirty) translateLate();
    return undefined;
  }

  async function translateLate() {
    dirty = false;
    if (!shown || wanted || late || stuck) return;
    late = true;
    const mine = turn, to = shown;
    try {
      gather();
      for (const some of portions([...units].filter((unit) => !unit.answers.has(to)))) {
        await fetchUnits(some, to, mine.signal);
        if (mine !== turn) break;
        show(to, some);
      }
    } catch (error) {
      if (mine !== turn) return;
      stuck = true;  // until the reader tries again
      tell(error instanceof Trouble ? error.message : 'failed', { retry: true });
    } finally {
      late = false;
    }
  }

  /** Takes an article, or another one. */
  function settleIn(found) {
    begin();
    quietly(() => {
      for (const unit of [...units]) unit.forget();
      stateLanguage('');
      host?.remove();
    });
    host = undefined;
    shown = wanted = '';
    roots = found;
    if (!roots.length) return;
    from = sourceOf();
    offered = offer();
    if (!offered.length && options.listen === 'no') return;
    build();
    quietly(put);
    if (offered.includes(wish)) translate(wish);
  }

  async function start() {
    await loadLanguages().catch(() => {});  // a reader who chooses is told
    if (!languages && !options.to) return;
    wish = kept.get() ?? '';
    watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
    watcher.observe(document.head, { subtree: true, childList: true, characterData: true });
    addEventListener('popstate', schedule);
    globalThis.navigation?.addEventListener('navigatesuccess', schedule);
    address = location.href.split('#')[0];
    settleIn(findArticle());
  }

  // ---- The player: unit by unit, so that the first is heard while the next is made.

  const SILENT = '[class*="byline"], [class*="credit"], [rel~="author"], time, nav, aside, footer';

  const player = {
    at: -1, parts: [], made: new Map(), turn: {},

    attach() {
      this.audio ??= new Audio();
      this.audio.onended = () => this.play(this.at + 1);
      this.audio.onpause = () => this.refresh();
      this.audio.onplaying = () => { this.refresh(); this.follow(); };
      parts.listen.addEventListener('click', () => (this.speaks ? this.pause() : this.resume()));
      parts.stop.addEventListener('click', () => { this.stop(); parts.listen.focus(); });
      parts.speed.addEventListener('change', () => { this.audio.playbackRate = Number(parts.speed.value); });
    },

    /** While it speaks, a sentence that is clicked is heard. */
    async jump({ target, clientX, clientY, defaultPrevented }) {
      if (!this.speaks || defaultPrevented || !getSelection().isCollapsed || target.closest('a, button, label, summary')) return;
      const caret = document.caretPositionFromPoint?.(clientX, clientY) ?? document.caretRangeFromPoint?.(clientX, clientY);
      const piece = (one) => one.pieces.find(([node]) => node === (caret?.offsetNode ?? caret?.startContainer)), at = this.parts.findIndex(piece), part = this.parts[at];
      if (!part) return;
      const mine = this.turn, bytes = new TextEncoder().encode(part.text.slice(0, piece(part)[1] + (caret.offset ?? caret.startOffset))).length;
      await this.make(at).catch(() => {});
      await part.timed;
      if (mine === this.turn) this.play(at, part.sentences?.findLast(({ range }) => range[0] <= bytes)?.start_ms);
    },

    get speaks() { return this.wants && this.at >= 0; },
    get language() { return shown || from; },

    async refresh() {
      if (!host) return;
      const say = words(), { listen, stop, speed } = parts;
      listen.textContent = this.speaks ? say.pause : say.listen;
      listen.classList.toggle('on', Boolean(this.speaks));
      stop.textContent = say.stop;
      speed.setAttribute('aria-label', say.speed);
      stop.hidden = speed.hidden = this.at < 0;
      if (navigator.mediaSession) navigator.mediaSession.playbackState = this.speaks ? 'playing' : this.at >= 0 ? 'paused' : 'none';
      if (options.listen === 'no' || !this.language) return;
      this.voices ??= ask('/v1/voices').then((answer) => answer.json()).catch(() => { this.voices = undefined; return { voices: [] }; });
      const code = plainCode(this.language), { voices } = await this.voices;
      listen.hidden = !voices.some((voice) => plainCode(voice.language) === code);
    },

    resume() {
      if (this.at < 0 || !this.audio.src) return this.begin();
      this.wants = true;
      return this.audio.play().catch((error) => this.stumble(error));
    },

    begin() {
      gather();
      this.parts = [...units].filter((unit) => unit instanceof Unit && !unit.parent.closest(SILENT) && unit.parent.getClientRects().length)
        .sort((a, b) => (a.parent.compareDocumentPosition(b.parent) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1)).map((unit) => spoken(unit)).filter(({ text }) => hasWords(text));
      // That a machine translated it is said first, a part of its own: it is short, so that something is heard soon.
      if (shown && this.parts.length) this.parts.unshift({ text: '', pieces: [], first: true });
      return this.play(0);
    },

    pause() {
      this.wants = false;
      this.audio.pause();
      this.refresh();
    },

    stop() {
      this.turn = {};  // whoever waits for sound waits in vain
      this.wants = false;
      this.at = -1;
      this.audio?.pause();
      this.audio?.removeAttribute('src');
      for (const part of this.made.values()) part.then(({ url }) => url && URL.revokeObjectURL(url), () => {});
      this.made = new Map();
      this.light();
      this.refresh();
    },

    async play(at, from = 0) {
      if (!this.parts[at]) return this.stop();
      const mine = this.turn = {};
      this.wants = true;
      this.at = at;
      this.refresh();
      try {
        const { url } = await this.make(at);
        if (mine !== this.turn) return undefined;
        if (!url) return this.play(at + 1);  // nothing in it can be said
        this.audio.src = url;
        if (from) this.audio.currentTime = from / 1000;
        this.audio.playbackRate = Number(parts.speed.value);
        if (!this.wants) return undefined;
        await this.audio.play();
        this.session();
        if (this.parts[at + 1]) this.make(at + 1).catch(() => {});  // it is tried again, and told, when it is its turn
      } catch (error) {
        if (mine === this.turn) this.stumble(error);
      }
      return undefined;
    },

    stumble(error) {
      if (error.name === 'AbortError') return;  // something else was wanted meanwhile
      this.stop();
      tell('unheard');
    },

    make(at) {
      if (!this.made.has(at)) {
        const part = this.fetch(at);
        this.made.set(at, part);
        part.catch(() => this.made.delete(at));
      }
      return this.made.get(at);
    },

    async fetch(at) {
      const part = this.parts[at];
      const format = this.audio.canPlayType('audio/ogg; codecs=opus') ? 'opus' : 'mp3';
      const wished = { method: 'POST', body: JSON.stringify({ language: this.language, format, translated: Boolean(part.first), text: part.text }) };
      const headers = { 'Content-Type': 'application/json' };
      const sound = await ask('/v1/speech', { ...wished, headers });
      if (sound.status === 204) return part;
      part.url = URL.createObjectURL(await sound.blob());
      // The times come out of the server's cache; speaking does not wait for them.
      part.timed = ask('/v1/speech', { ...wished, headers: { ...headers, Accept: 'application/json' } }).then((answer) => answer.json())
        .then(({ passages, sentences }) => { part.sentences = sentences.filter((one) => !passages[one.passage].announcement); }).catch(() => {});
      return part;
    },

    /** Lights the sentence that is heard. */
    follow() {
      if (this.audio.paused) return;
      const now = this.audio.currentTime * 1000, part = this.parts[this.at];
      const sentence = part?.sentences?.findLast((one) => one.start_ms <= now);
      if (sentence !== this.lit) this.light(sentence && rangeOf(part, sentence.range), sentence);
      requestAnimationFrame(() => this.follow());
    },

    light(range, sentence) {
      this.lit = sentence;
      if (!globalThis.CSS?.highlights) return;
      this.sheet ??= sheet(LIT);
      const others = document.adoptedStyleSheets.filter((one) => one !== this.sheet);
      document.adoptedStyleSheets = range ? [...others, this.sheet] : others;
      if (range) CSS.highlights.set('dragoman-spoken', new Highlight(range));
      else CSS.highlights.delete('dragoman-spoken');
    },

    session() {
      const session = navigator.mediaSession;
      if (!session) return;
      session.metadata = new MediaMetadata({ title: document.title });
      const acts = { play: () => this.resume(), pause: () => this.pause(), stop: () => this.stop(), previoustrack: () => this.play(Math.max(this.at - 1, 0)), nexttrack: () => this.play(this.at + 1) };
      for (const [name, act] of Object.entries(acts)) session.setActionHandler(name, act);
    },
  };

  /** What a unit says now, and where on the page each part of it stands. Blanks are blanks, so that places stay the same. */
  function spoken(unit) {
    const pieces = [];
    let text = '';
    const visit = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        pieces.push([node, text.length]);
        text += node.data.replace(/[\t\n\r\f]/g, ' ');
      } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(OPAQUE)) {
        if (node.localName === 'br') text += ' ';
        node.childNodes.forEach(visit);
      }
    };
    for (const node of unit.parent.childNodes) if (unit.owns(node)) visit(node);
    return { text, pieces };
  }

  /** [begin, end) in bytes of UTF-8 as a stretch of the page. */
  function rangeOf({ text, pieces }, bytes) {
    const units = bytes.map((byte) => new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, byte)).length);
    const range = document.createRange();
    const place = (at, end) => pieces.findLast(([, start]) => (end ? start < at : start <= at)) ?? pieces[0];
    try {
      for (const [at, end] of [[units[0], false], [units[1], true]]) {
        const [node, start] = place(at, end);
        range[end ? 'setEnd' : 'setStart'](node, Math.min(at - start, node.length));
      }
      return range;
    } catch { return undefined; }  // the page has changed meanwhile
  }

  document.addEventListener('click', (event) => player.jump(event));
  window.dragoman = { translate, undo, get state() { return { language: shown, from, offered: [...offered] }; } };
  start();
})();
