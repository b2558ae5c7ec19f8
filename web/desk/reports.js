// What readers say is wrong, as a queue of its own.

import { element } from '../shared/element.js';
import { button, dotted, faultOf, isWeb, shortAddress, timeOf } from './parts.js';

export async function open(desk, root) {
  const view = new ReportList(desk, root);
  await view.open();
  return view;
}

class ReportList {
  constructor(desk, root) {
    Object.assign(this, { desk, root, words: desk.words, state: 'open' });
  }

  async open() {
    const { words } = this;
    document.title = `${words.reports} – ${words.desk}`;
    const choice = element('select', { id: 'report-state' }, ...['open', 'done'].map((value) => element('option', { value }, words[`reports_${value}`])));
    choice.addEventListener('change', () => {
      this.state = choice.value;
      this.load();
    });
    this.list = element('ol', { class: 'reports' });
    this.more = button(words.more, () => this.load(this.next), { hidden: true });
    this.note = element('p', { class: 'count-line', role: 'status' });
    this.root.replaceChildren(element('h1', { tabindex: -1 }, words.reports), element('p', { class: 'lead' }, words.reports_text),
      element('form', { class: 'filters' }, element('label', { class: 'asked' }, element('span', {}, words.state), choice)), this.note, this.list, element('p', {}, this.more));
    await this.load();
    this.root.querySelector('h1').focus();
  }

  /** From the beginning, or those after `before`. */
  async load(before) {
    const { words, desk } = this;
    const { reports, open: waiting, next } = await desk.server.get('/v1/reports', { state: this.state, before });
    if (!before) this.list.replaceChildren();
    this.list.append(...reports.map((one) => this.item(one)));
    this.note.textContent = this.list.children.length ? '' : words[this.state === 'open' ? 'no_reports' : 'no_done'];
    this.next = next;
    this.more.hidden = !next;
    desk.countReports(waiting);
  }

  item(report) {
    const { words, desk } = this;
    const side = (text, tag, name) => (text ? [element('p', { class: name, lang: tag || undefined, dir: tag ? desk.direction(tag) : 'auto' }, text)] : []);
    const page = isWeb(report.address) ? element('a', { href: report.address, rel: 'noreferrer noopener nofollow', target: '_blank', dir: 'ltr' }, shortAddress(report.address)) : '';
    const by = dotted([timeOf(report.time, words.ui), report.to ? desk.languageName(report.to) : '', page, report.who, report.who ? timeOf(report.when, words.ui) : '']);
    const isOpen = (report.state ?? 'open') === 'open';
    const acts = element('div', { class: 'acts' }, button(isOpen ? words.mark_done : words.open_again, (event) => this.put(report, isOpen ? 'done' : 'open', event.target), isOpen ? { class: 'primary' } : {}));
    const [id] = report.articles ?? [];
    const article = id && report.to ? `#/article/${encodeURIComponent(id)}/${encodeURIComponent(report.to)}` : '';
    if (article) acts.append(element('a', { class: 'button', href: article }, words.open_article));
    return element('li', {}, element('p', { class: 'role' }, words[`reason_${report.reason}`] ?? report.reason ?? ''),
      ...(report.note ? [element('p', { class: 'said', dir: 'auto' }, report.note)] : []),
      element('div', { class: 'row first' }, ...side(report.source, report.from, 'source'), ...side(report.target, report.to, 'target')), by, acts);
  }

  async put(report, state, pressed) {
    const item = pressed.closest('li');
    try {
      await this.desk.server.post(`/v1/reports/${encodeURIComponent(report.id)}`, { state, who: await this.desk.name() });
      const next = item.nextElementSibling ?? item.previousElementSibling;
      await this.load();
      this.desk.say(this.words[state === 'done' ? 'report_done' : 'report_open']);
      (next ? this.list.querySelector('button') : this.root.querySelector('h1'))?.focus();
    } catch (error) {
      item.append(faultOf(error));
    }
  }

  press() { return false; }
  close() {}
}
