// One article in one language: what it is, what can be done with it, its sentences, and what was done before.

import { element } from '../shared/element.js';
import { kept } from '../shared/liking.js';
import { mayDo } from './door.js';
import { Editor } from './editor.js';
import { button, faultOf, filled, isWeb, shortAddress, timeOf } from './parts.js';
import { Past } from './past.js';
import { Rows, isDoubtful, sentencesOf } from './rows.js';

const TABS = ['sentences', 'changes', 'past'];

class ArticleView {
  constructor(desk, root, id, to) {
    Object.assign(this, { desk, root, id, to, path: `/v1/articles/${id}`, drafts: new Map() });
  }

  get words() { return this.desk.words; }
  get server() { return this.desk.server; }

  async load() {
    const query = { to: this.to };
    const [article, overview, corrections] = await Promise.all([
      this.server.get(this.path, { ...query, version: 'newest' }), this.server.get(this.path), this.server.get(`${this.path}/corrections`, query)]);
    this.article = article;
    this.overview = overview;
    this.translation = overview.translations.find((one) => one.to === article.to) ?? {};
    this.corrections = corrections.corrections;
    const known = new Map(this.corrections.filter((one) => one.placed).map((one) => [one.source.trim(), one]));
    this.records = sentencesOf(article, known);
    this.desk.publication = overview.publication;
    this.desk.pair = { from: article.from, to: article.to };
    this.languages = { from: article.from, to: article.to, from_dir: this.desk.direction(article.from), to_dir: this.desk.direction(article.to) };
  }

  async open() {
    await this.load();
    this.top = element('div', { class: 'top' });
    this.tools = element('div', { class: 'order' });
    this.list = element('div', { class: 'lists' });
    this.rows = new Rows(this.list, this.desk, this.languages, { edit: (one) => this.edit(one), undo: (one) => this.undo(one) });
    this.past = new Past(this);
    this.panels = { sentences: element('div', {}, this.tools, this.list), changes: element('div', {}), past: element('div', {}) };
    this.root.replaceChildren(this.top, ...TABS.map((name) => {
      const panel = this.panels[name];
      for (const [key, value] of Object.entries({ id: `panel-${name}`, role: 'tabpanel', 'aria-labelledby': `tab-${name}` })) panel.setAttribute(key, value);
      return panel;
    }));
    this.showTop();
    this.showTools();
    this.rows.show(this.records, this.order);
    this.turnTo('sentences');
    this.top.querySelector('h1').focus();
  }

  get order() { return kept.get('desk-order') === 'text' ? 'text' : 'doubtful'; }

  /** The longest headline: that of the page itself is often cut short. */
  get title() {
    const headlines = new Map();
    for (const one of this.records) if (one.role === 'headline') headlines.set(one.block, [...(headlines.get(one.block) ?? []), one.target]);
    const all = [...headlines.values()].map((parts) => parts.join(' ')).sort((a, b) => b.length - a.length);
    return all[0] ?? this.records[0]?.target ?? this.overview.address;
  }

  // ---- what stands above the sentences
  showTop() {
    const { words, overview, article, languages, desk } = this;
    const title = element('h1', { tabindex: -1 }, element('bdi', { lang: languages.to, dir: languages.to_dir }, this.title));
    document.title = `${this.title} – ${words.desk}`;
    const name = (tag) => desk.languageName(tag);
    const about = element('p', { class: 'about' },
      element('span', { class: `state ${this.state}` }, words[`state_${this.state}`] ?? this.state),
      element('span', {}, `${overview.publication}${overview.section ? ` · ${overview.section}` : ''}`),
      element('span', {}, name(article.from), element('span', { class: 'turn', 'aria-hidden': 'true' }, '→'), element('span', { class: 'unseen' }, ` ${words.into} `), name(article.to)),
      isWeb(overview.address) ? element('a', { href: overview.address, rel: 'noreferrer noopener nofollow', target: '_blank', dir: 'ltr' }, shortAddress(overview.address)) : element('span', { dir: 'auto' }, overview.address),
      element('span', {}, filled(words.version_n, { n: article.version }, words.ui), ' · ', timeOf(article.time, words.ui)));
    this.top.replaceChildren(element('p', { class: 'back' }, element('a', { href: this.desk.queueHash }, words.back)), title, about, ...this.notices(), this.actions(), this.tabs());
  }

  get state() { return this.translation.state ?? this.article.state; }

  notices() {
    const { words, translation, overview } = this, out = [];
    if (translation.unplaced_corrections) out.push(filled(words.unplaced_n, { n: translation.unplaced_corrections }, words.ui));
    if (translation.source_version < overview.source_version) out.push(words.newer_source);
    if (translation.shown && translation.shown !== 'yes') out.push(words[`shown_${translation.shown}`] ?? translation.shown);
    return out.map((text) => element('p', { class: 'notice' }, text));
  }

  actions() {
    const { words, desk, state } = this, acts = element('div', { class: 'acts' });
    const approver = mayDo(desk.me.role, 'approver');
    if (approver && state !== 'withdrawn') {
      acts.append(button(element('span', {}, words.approve, ' ', element('kbd', {}, 'a')), () => this.approve(), { class: 'primary', id: 'approve', disabled: state === 'approved' }));
      acts.append(button(words.withdraw, () => this.withdraw(true), { id: 'withdraw' }));
    }
    if (approver && state === 'withdrawn') acts.append(button(words.restore, () => this.withdraw(false), { id: 'restore', class: 'primary' }));
    if (!approver) acts.append(element('p', { class: 'hint' }, words.not_approver));
    acts.append(button(words.again, () => this.translateAgain(), { id: 'again', title: words.again_hint }));
    return acts;
  }

  tabs() {
    const { words } = this;
    const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': words.parts });
    for (const name of TABS) {
      const tab = button(words[`tab_${name}`], () => this.turnTo(name), { role: 'tab', id: `tab-${name}`, 'aria-controls': `panel-${name}`, 'aria-selected': String(name === (this.tab ?? 'sentences')), tabindex: name === (this.tab ?? 'sentences') ? 0 : -1 });
      tab.addEventListener('keydown', (event) => {
        const rtl = document.documentElement.dir === 'rtl';
        const by = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
        if (!by) return;
        const next = TABS[(TABS.indexOf(name) + by + TABS.length) % TABS.length];
        this.turnTo(next);
        document.getElementById(`tab-${next}`).focus();
      });
      list.append(tab);
    }
    return list;
  }

  turnTo(tab) {
    this.tab = tab;
    for (const name of TABS) {
      this.panels[name].hidden = name !== tab;
      const one = document.getElementById(`tab-${name}`);
      one.setAttribute('aria-selected', String(name === tab));
      one.tabIndex = name === tab ? 0 : -1;
    }
    if (tab === 'changes') this.past.showChanges(this.panels.changes);
    if (tab === 'past') this.past.show(this.panels.past);
  }

  showTools() {
    const { words } = this;
    const doubtful = this.records.filter(isDoubtful).length;
    const count = element('p', { class: 'count-line' }, filled(doubtful ? words.doubtful_n : words.doubtful_none, { n: this.records.length, d: doubtful }, words.ui));
    const choice = element('select', { id: 'order' }, ...['doubtful', 'text'].map((value) => element('option', { value, selected: value === this.order }, words[`order_${value}`])));
    choice.addEventListener('change', () => {
      kept.set('desk-order', choice.value);
      this.leaveEditor();
      this.rows.show(this.records, this.order);
    });
    const next = button(element('span', {}, words.next_doubtful, ' ', element('kbd', {}, 'n')), () => this.rows.go(this.rows.nextDoubtful()), { id: 'next-doubtful', disabled: !doubtful });
    this.tools.replaceChildren(count, element('label', { class: 'asked inline' }, element('span', {}, words.order), choice), next);
  }

  // ---- editing
  edit(record) {
    if (this.editor?.record.id === record.id) return this.editor.area.focus();
    if (!this.leaveEditor()) return undefined;
    const item = this.rows.item(record);
    this.rows.stopAt(item);
    item.classList.add('editing');
    this.editor = new Editor(this.desk, record, this.overview, this.languages, {
      onSave: (text, goOn) => this.save(record, text, goOn), onLeave: () => this.putAside(record),
    }, this.drafts.get(record.source));
    item.querySelector('.translated').after(this.editor.root);
    return this.editor.start();
  }

  /** Leaves the sentence as it is; what was written is there when it is edited again. */
  putAside(record) {
    if (this.editor.isChanged) this.drafts.set(record.source, this.editor.area.value);
    else this.drafts.delete(record.source);
    this.desk.say(this.editor.isChanged ? this.words.draft_kept : '');
    this.closeEditor();
    this.rows.go(record);
  }

  /** False: there is something in it that is not saved, and the editor wants to keep it. */
  leaveEditor() {
    if (this.editor?.isChanged && !this.editor.saving) {
      this.desk.say(this.words.unsaved);
      this.editor.area.focus();
      return false;
    }
    this.closeEditor();
    return true;
  }

  closeEditor() {
    this.editor?.stop();
    const item = this.editor && this.rows.item(this.editor.record);
    item?.classList.remove('editing');
    this.editor?.root.remove();
    this.editor = undefined;
  }

  async save(record, target, goOn) {
    const { words, desk } = this;
    if (target !== record.target.trim()) {
      const who = await desk.name();
      const version = await this.server.post(`${this.path}/corrections`, { to: this.article.to, source: record.source, target, who });
      this.drafts.delete(record.source);
      this.rows.item(record).querySelector('.target').textContent = target;
      this.closeEditor();
      this.rows.go(record);
      await this.renew(record.id);
      desk.say(filled(version.remembered ? words.saved_remembered : words.saved, { n: version.version }, words.ui));
    } else {
      this.closeEditor();
    }
    const now = this.rows.records.find((one) => one.id === record.id);
    const next = goOn ? this.rows.records[this.rows.records.indexOf(now) + 1] : undefined;
    this.rows.go(next ?? now);
    if (next) this.edit(next);
  }

  /** What the server has now; rows keep their places as long as the sentences are the same. `own`: the id of a
      sentence that the editor himself has changed. */
  async renew(own) {
    await this.load();
    if (!this.rows.renew(this.records, own)) this.rows.show(this.records, this.order);
    this.showTop();
    this.showTools();
  }

  async undo(record) {
    await this.attempt(async () => {
      await this.server.remove(`${this.path}/corrections/${record.correction.id}`, { to: this.article.to, undo: 'true', who: await this.desk.name() });
      await this.renew(record.id);
      this.desk.say(this.words.undone);
      this.rows.go(this.rows.records.find((one) => one.id === record.id));
    });
  }

  // ---- states
  async approve() {
    const { words, desk, article } = this;
    if (!mayDo(desk.me.role, 'approver')) return desk.say(words.not_approver);
    if (!this.leaveEditor() || this.state === 'approved') return undefined;
    const doubtful = this.records.filter(isDoubtful).length;
    if (doubtful && !await desk.ask(words.approve, filled(words.approve_doubtful, { n: doubtful }, words.ui), words.approve)) return undefined;
    return this.attempt(async () => {
      await this.server.post(`${this.path}/state`, { action: 'approve', to: article.to, version: String(article.version), who: await desk.name() });
      await this.renew();
      desk.say(words.approved);
    }, async (error) => {
      if (error.status !== 409) throw error;
      await this.renew();  // rows that are others now are marked
      desk.say(words.changed_meanwhile);
      this.top.append(element('p', { class: 'fault', role: 'alert' }, words.changed_meanwhile));
    });
  }

  async withdraw(withdrawn) {
    const { words, desk } = this;
    if (withdrawn && !await desk.ask(words.withdraw, words.withdraw_text, words.withdraw)) return;
    await this.attempt(async () => {
      // What was withdrawn as a whole comes back as a whole.
      const to = !withdrawn && this.overview.withdrawn ? '' : this.article.to;
      await this.server.post(`${this.path}/state`, { action: withdrawn ? 'withdraw' : 'restore', to, who: await desk.name() });
      await this.renew();
      desk.say(withdrawn ? words.withdrawn : words.restored);
    });
  }

  /** The same source once more, so that new terms hold. */
  async translateAgain() {
    const { desk, words } = this;
    await this.attempt(async () => {
      desk.say(words.working);
      await this.server.post(`${this.path}/translate`, { to: this.article.to, who: await desk.name() });
      await this.renew();
      desk.say(words.translated_again);
    });
  }

  /** `mend(error)`: what to do when it does not work. */
  async attempt(work, mend) {
    this.top.querySelector('.fault')?.remove();
    try {
      await work();
    } catch (error) {
      try {
        if (!mend) throw error;
        await mend(error);
      } catch (fault) {
        this.top.append(faultOf(fault));
      }
    }
  }

  // ---- keys
  press(event) {
    const inRows = this.list.contains(event.target);
    if (this.tab !== 'sentences') return event.key === 'a' ? (this.approve(), true) : false;
    const acts = {
      j: () => this.rows.step(1), k: () => this.rows.step(-1), n: () => this.rows.go(this.rows.nextDoubtful()), a: () => this.approve(),
      o: () => { document.getElementById('order').focus(); }, u: () => this.rows.record?.correction && this.undo(this.rows.record),
      e: () => this.edit(this.rows.record),
      ...(inRows ? { ArrowDown: () => this.rows.step(1), ArrowUp: () => this.rows.step(-1) } : {}),
      ...(event.target.closest('button, a') ? {} : { Enter: () => this.edit(this.rows.record) }),
    };
    acts[event.key]?.();
    return event.key in acts;
  }

  get isBusy() { return Boolean(this.editor?.isChanged); }
  close() { this.closeEditor(); }
}

export async function open(desk, root, [id, to]) {
  const view = new ArticleView(desk, root, id, to);
  await view.open();
  return view;
}
