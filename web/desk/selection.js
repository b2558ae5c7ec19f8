// Words that are selected, in a source or a translation: a new term, words that are not translated, or a name that is put right in the
// whole archive.

import { element } from '../shared/element.js';
import { find } from './parts.js';

const LONGEST = 500;

/** What is selected: {text, side, record}, or nothing. */
function selectedIn(list) {
  const area = document.activeElement;
  if (area?.matches?.('textarea.edited') && list.contains(area)) {
    const text = area.value.slice(area.selectionStart, area.selectionEnd).trim();
    return text && text.length <= LONGEST ? { text, side: 'target', record: area.closest('.row').record } : undefined;
  }
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return undefined;
  const place = (node) => (node instanceof Element ? node : node?.parentElement)?.closest('.source, .target');
  const here = place(selection.anchorNode), text = selection.toString().trim().replace(/\s+/g, ' ');
  if (!here || here !== place(selection.focusNode) || !list.contains(here) || !text || text.length > LONGEST) return undefined;
  return { text, side: here.matches('.source') ? 'source' : 'target', record: here.closest('.row').record };
}

/** `offer`: {desk, view}: view has list, languages, overview. Gives {press, close}. */
export function watchSelection(desk, view) {
  const bar = find('selection');
  let chosen;
  const look = () => {
    if (bar.contains(document.activeElement)) return;
    chosen = view.tab === 'sentences' ? selectedIn(view.list) : undefined;
    bar.hidden = !chosen;
    if (!chosen) return;
    const quoted = find('selected');
    quoted.textContent = chosen.text;
    quoted.lang = view.languages[chosen.side === 'source' ? 'from' : 'to'];
    quoted.dir = view.languages[chosen.side === 'source' ? 'from_dir' : 'to_dir'];
  };
  const termOf = (keep) => {
    if (!chosen) return;
    const { text, side, record } = chosen;
    // What stands in the source as it stands in the translation is the same word.
    const source = side === 'source' || (keep && record?.source.includes(text)) ? text : '';
    askTerm(desk, view, { source, target: side === 'target' && !keep ? text : '', keep });
  };
  const acts = { t: () => termOf(false), d: () => termOf(true), f: () => fixInArchive(view, chosen) };
  const clicks = [['selection-term', acts.t], ['selection-keep', acts.d], ['selection-archive', acts.f]];
  for (const [id, act] of clicks) find(id).onclick = act;
  document.addEventListener('selectionchange', look);
  return {
    press: (key) => Boolean(chosen && acts[key] && (acts[key](), true)),
    close: () => {
      document.removeEventListener('selectionchange', look);
      bar.hidden = true;
    },
  };
}

function fixInArchive(view, chosen) {
  if (!chosen) return;
  const query = new URLSearchParams({ publication: view.overview.publication, to: view.article.to, from: view.article.from });
  if (chosen.side === 'target') query.set('find', chosen.text);
  location.hash = `#/archive?${query}`;
}

/** The dialog for a term between the languages of `view`; `given`: {source, target, keep}. */
export function askTerm(desk, view, given) {
  const { words } = desk, { languages, overview } = view, dialog = find('term');
  const source = find('term-source'), target = find('term-target'), keep = find('term-keep');
  for (const [input, side] of [[source, 'from'], [target, 'to']]) {
    input.lang = languages[side];
    input.dir = languages[`${side}_dir`];
    find(`${input.id}-label`).textContent = desk.languageName(languages[side]);
  }
  source.value = given.source;
  target.value = given.target;
  keep.checked = given.keep;
  const follow = () => {
    target.disabled = keep.checked;
    target.required = !keep.checked;
  };
  keep.onchange = follow;
  follow();
  find('term-fault').replaceChildren();
  find('term-title').textContent = given.keep ? words.keep_words : words.new_term;
  find('term-form').onsubmit = (event) => {
    if (event.submitter?.value !== 'ok') return;
    event.preventDefault();
    storeTerm(desk, { publication: overview.publication, from: languages.from, to: languages.to, source: source.value.trim(), target: keep.checked ? null : target.value.trim() })
      .then(() => dialog.close()).catch((error) => find('term-fault').replaceChildren(`${error.message} `, element('span', { lang: 'en', dir: 'ltr' }, error.told ?? '')));
  };
  dialog.showModal();
  (source.value && !keep.checked ? target : source).focus();
}

async function storeTerm(desk, term) {
  await desk.server.post('/v1/terms', { ...term, who: await desk.name() });
  desk.say(desk.words.term_stored);
}
