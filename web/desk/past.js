// What was done to an article before: events, versions, corrections; and what changed when its source did.

import { element } from '../shared/element.js';
import { compared } from './diff.js';
import { sentencesOf } from './rows.js';
import { button, dotted, faultOf, timeOf } from './parts.js';

export class Past {
  /** `view`: the article's. */
  constructor(view) {
    Object.assign(this, { view, words: view.words, desk: view.desk });
  }

  async fill(place, make) {
    place.setAttribute('aria-busy', 'true');
    try {
      place.replaceChildren(...await make());
    } catch (error) {
      place.replaceChildren(faultOf(error));
    } finally {
      place.removeAttribute('aria-busy');
    }
  }

  section(title, ...parts) {
    return element('section', {}, element('h2', { class: 'list-title' }, title), ...parts);
  }

  side(name, ...parts) {
    const { languages } = this.view;
    return element('p', { class: name === 'from' ? 'source' : 'target', lang: languages[name], dir: languages[`${name}_dir`] }, ...parts);
  }

  // ---- history, versions, corrections
  show(place) {
    const { view } = this;
    return this.fill(place, async () => {
      const query = { to: view.article.to };
      const [{ history }, { versions }] = await Promise.all([view.server.get(`${view.path}/history`), view.server.get(`${view.path}/versions`, query)]);
      return [this.corrections(), this.versions(versions), this.events(history)];
    });
  }

  by(...parts) { return dotted(parts); }

  corrections() {
    const { words, view } = this;
    if (!view.corrections.length) return this.section(words.corrections, element('p', { class: 'hint' }, words.no_corrections));
    return this.section(words.corrections, element('ol', { class: 'past' }, ...[...view.corrections].reverse().map((one) =>
      element('li', { class: one.placed ? '' : 'unplaced' }, this.side('from', one.source), this.side('to', one.target),
        this.by(one.who, timeOf(one.time, words.ui), one.placed ? '' : words.unplaced, button(words.undo, () => this.undo(one), { class: 'plain' }))))));
  }

  async undo(correction) {
    await this.view.undo({ correction });
    if (this.view.tab === 'past') await this.show(this.view.panels.past);
  }

  versions(versions) {
    const { words, view } = this;
    const place = element('div', { class: 'version' });
    const list = element('ol', { class: 'past versions' }, ...versions.map((one) => {
      const isNow = one.version === view.article.version;
      const label = words.version_n.replace('{n}', one.version.toLocaleString(words.ui));
      return element('li', {}, isNow ? element('strong', {}, label) : button(label, () => this.compare(one.version, place), { class: 'plain' }),
        this.by(words[`state_${one.state}`] ?? one.state, one.who, timeOf(one.time, words.ui), isNow ? words.newest : ''));
    }));
    return this.section(words.versions, element('p', { class: 'hint' }, words.versions_hint), list, place);
  }

  /** An older version's translation against what stands there now. */
  compare(number, place) {
    const { words, view } = this;
    return this.fill(place, async () => {
      const old = await view.server.get(view.path, { to: view.article.to, version: String(number) });
      const before = new Map(sentencesOf(old, new Map()).map((one) => [one.source, one.target]));
      const differing = view.records.filter((one) => before.has(one.source) && before.get(one.source) !== one.target);
      const gone = [...before.keys()].filter((source) => !view.records.some((one) => one.source === source));
      const fresh = view.records.filter((one) => !before.has(one.source));
      const title = element('h3', { tabindex: -1 }, words.compared.replace('{n}', number.toLocaleString(words.ui)));
      const rows = [
        ...differing.map((one) => element('li', { class: 'row first' }, this.side('from', one.source), this.side('to', ...compared(before.get(one.source), one.target, view.languages.to)))),
        ...fresh.map((one) => element('li', { class: 'row first' }, this.side('from', element('ins', {}, one.source)), this.side('to', element('ins', {}, one.target)))),
        ...gone.map((source) => element('li', { class: 'row first' }, this.side('from', element('del', {}, source)), this.side('to', element('del', {}, before.get(source))))),
      ];
      return [title, rows.length ? element('ol', { class: 'rows' }, ...rows) : element('p', { class: 'hint' }, words.no_difference)];
    }).then(() => place.querySelector('h3')?.focus());
  }

  events(history) {
    const { words } = this;
    return this.section(words.history, element('ol', { class: 'past events' }, ...history.map((one) =>
      element('li', {}, element('strong', {}, words[`event_${one.what}`] ?? one.what),
        this.by(one.who, one.to ? this.desk.languageName(one.to) : '', one.version ? words.version_n.replace('{n}', one.version.toLocaleString(words.ui)) : '', timeOf(one.time, words.ui))))));
  }

  // ---- what changed in the source
  showChanges(place) {
    const { view, words } = this;
    return this.fill(place, async () => {
      const told = await view.server.get(`${view.path}/changes`, { to: view.article.to });
      const rows = (told.changes ?? []).map((one) => this.change(one));
      const unplaced = told.unplaced_corrections ?? [];
      const out = [this.section(words.tab_changes, element('p', { class: 'hint' }, words.changes_hint),
        rows.length ? element('ol', { class: 'rows' }, ...rows) : element('p', {}, words.no_change))];
      if (unplaced.length) {
        out.push(this.section(words.unplaced_title, element('p', { class: 'hint' }, words.unplaced_hint), element('ol', { class: 'past' }, ...unplaced.map((one) =>
          element('li', { class: 'unplaced' }, this.side('from', one.source), this.side('to', one.target), this.by(one.who, timeOf(one.time, words.ui), button(words.undo, () => this.undo(one), { class: 'plain' })))))));
      }
      return out;
    });
  }

  /** A sentence that came, went, or is another now. */
  change(one) {
    const { words, view } = this, { from, to } = view.languages;
    const kind = element('p', { class: `role ${one.kind}` }, words[`change_${one.kind}`] ?? one.kind);
    const pair = (name, before, after, language) => this.side(name, ...(one.kind === 'changed' ? compared(before ?? '', after ?? '', language)
      : [element(one.kind === 'added' ? 'ins' : 'del', {}, after ?? before ?? '')]));
    return element('li', { class: 'row first' }, kind, pair('from', one.before?.source, one.after?.source, from), pair('to', one.before?.target, one.after?.target, to));
  }
}
