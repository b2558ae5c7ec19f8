// The player: a story read aloud, block by block, so that the first is heard while the next is made. While it speaks, the sentence, its
// original and the word are lit; a sentence that is chosen is heard from its beginning.

import { element } from '../shared/element.js';
import { Text, overlaps } from '../shared/ranges.js';
import { rangeIn } from './words.js';

const SILENT = new Set(['byline', 'credit']);
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
const OPUS = 'audio/ogg; codecs=opus';

export class Player {
  /** `place`: an element for its tools. `ask(path, options)`: a POST's answer, or an error with words for the reader. `fail`: tells one. */
  constructor(place, story, words, ask, fail) {
    Object.assign(this, { place, story, words, ask, fail });
    this.format = document.createElement('audio').canPlayType(OPUS) ? 'opus' : 'mp3';
    this.audio = new Audio();
    this.audio.addEventListener('ended', () => this.play(this.at + 1));
    this.audio.addEventListener('pause', () => this.show());
    this.audio.addEventListener('playing', () => { this.show(); this.follow(); });
    this.button = element('button', { type: 'button', id: 'listen-button' }, words.listen);
    this.button.addEventListener('click', () => (this.speaks ? this.pause() : this.resume()));
    this.speed = element('select', { id: 'listen-speed', 'aria-label': words.speed }, ...SPEEDS.map((value) =>
      element('option', { value, selected: value === 1 }, `${value.toLocaleString(words.ui)}×`)));
    this.speed.addEventListener('change', () => { this.audio.playbackRate = Number(this.speed.value); });
    place.replaceChildren(this.button, this.speed);
    this.reset();
  }

  /** For the story as it is now. */
  reset() {
    this.stop();
    for (const { url } of this.made?.values() ?? []) if (url) URL.revokeObjectURL(url);
    this.made = new Map();  // number of a part -> {ready, url, sentences}
    const items = this.story.head?.items ?? [];
    this.parts = items.map(({ block, role }) => ({ role, block: this.story.blocks.get(block), row: this.story.rows.get(block) }))
      .filter(({ block, row, role }) => row && block?.target.trim() && ['none', 'target-language'].includes(block.kept) && !SILENT.has(role));
    // That a machine translated it is said first, and is a part of its own: it is short, so that something is heard soon.
    if (this.parts.length) this.parts.unshift({});
    this.at = -1;
  }

  get speaks() { return this.wanted && this.at >= 0; }

  resume() {
    if (this.at >= 0 && this.audio.src && !this.audio.ended) {
      this.wanted = true;
      return this.audio.play().catch((error) => this.stumble(error));
    }
    return this.play(0);
  }

  pause() {
    this.wanted = false;
    this.audio.pause();
    this.show();
  }

  stop() {
    this.wanted = false;
    this.turn = {};  // whoever waits for sound waits in vain
    this.audio.pause();
    this.audio.removeAttribute('src');
    this.at = -1;
    this.light(undefined);
    this.show();
  }

  /** Part number `at`, from a sentence on if one is given. */
  async play(at, record) {
    if (!this.parts[at]) return this.stop();
    const turn = this.turn = {};
    this.wanted = true;
    this.at = at;
    this.show();
    try {
      const part = await this.make(at);
      if (turn !== this.turn) return;
      if (!part.url) return await this.play(at + 1);  // nothing in it can be said
      this.audio.src = part.url;
      this.audio.playbackRate = Number(this.speed.value);
      if (record) {
        await part.timed;
        const said = part.sentences?.find((one) => one.record === record);
        if (turn !== this.turn) return;
        if (said) this.audio.currentTime = said.start_ms / 1000;
      }
      if (!this.wanted) return;
      await this.audio.play();
      this.tell();
      if (this.parts[at + 1]) this.make(at + 1).catch(() => {});  // it will be tried again, and told, when it is its turn
    } catch (error) {
      if (turn === this.turn) this.stumble(error);
    }
  }

  stumble(error) {
    if (error.name === 'AbortError') return;  // another part was wanted meanwhile
    this.stop();
    this.fail(error.message);
  }

  /** From a sentence on; nothing where nothing is being read. */
  from(record) {
    if (!this.speaks) return;
    const at = this.parts.findIndex(({ block }) => block === record.block);
    if (at >= 0) this.play(at, record);
  }

  make(at) {
    if (!this.made.has(at)) {
      const part = {};
      this.made.set(at, part);
      part.ready = this.fetch(at, part).catch((error) => {
        this.made.delete(at);
        throw error;
      });
    }
    return this.made.get(at).ready;
  }

  async fetch(at, part) {
    const { block, role } = this.parts[at];
    const body = JSON.stringify({
      language: this.story.head.to, format: this.format, translated: !block,
      passages: [block ? { text: block.target, role, pairs: block.sentences.map(({ target }) => [...target, '']) } : { text: '' }],
    });
    const headers = { 'Content-Type': 'application/json' };
    const sound = await this.ask('/v1/speech', { body, headers });
    if (sound.status === 204) return part;
    part.url = URL.createObjectURL(await sound.blob());
    // The times come out of the server's cache; speaking does not wait for them.
    part.timed = this.ask('/v1/speech', { body, headers: { ...headers, Accept: 'application/json' } })
      .then((answer) => answer.json()).then((times) => { part.sentences = this.placed(times, block); }).catch(() => {});
    return part;
  }

  /** What is said of the block, with the sentence of the story that each belongs to. */
  placed({ passages, sentences }, block) {
    return sentences.filter(({ passage }) => !passages[passage].announcement).map((said) => ({
      ...said, record: this.story.sentences.find((record) => record.block === block && overlaps(record.data.target, said.range)) }));
  }

  /** Lights what is heard, as long as something is. */
  follow() {
    if (this.audio.paused) return;
    const now = this.audio.currentTime * 1000, part = this.made.get(this.at);
    const said = part?.sentences?.findLast((one) => one.start_ms <= now && one.record);
    this.light(said?.record, said?.words.find(([, , begin, end]) => begin <= now && now < end));
    requestAnimationFrame(() => this.follow());
  }

  light(record, word) {
    if (record !== this.lit) {
      for (const side of [this.lit?.target, this.lit?.source]) side?.classList.remove('spoken');
      for (const side of [record?.target, record?.source]) side?.classList.add('spoken');
      this.lit = record;
    }
    if (!globalThis.CSS?.highlights || word?.[0] === this.word) return;
    this.word = word?.[0];
    CSS.highlights.delete('dragoman-spoken');
    const range = word && rangeIn(record.target, new Text(record.block.target).range(word), record.target_range[0]);
    if (range) CSS.highlights.set('dragoman-spoken', new Highlight(range));
  }

  show() {
    this.button.textContent = this.speaks ? this.words.pause : this.words.listen;
    if (this.audio.paused && !this.speaks) this.light(this.at >= 0 ? this.lit : undefined);
    if (navigator.mediaSession) navigator.mediaSession.playbackState = this.speaks ? 'playing' : 'paused';
  }

  /** The keys of keyboards, headphones and locked screens. */
  tell() {
    const session = navigator.mediaSession;
    if (!session) return;
    session.metadata = new MediaMetadata({ title: this.story.title, artist: this.words.title });
    const acts = { play: () => this.resume(), pause: () => this.pause(), stop: () => this.stop(),
      previoustrack: () => this.play(Math.max(this.at - 1, 0)), nexttrack: () => this.play(this.at + 1) };
    for (const [name, act] of Object.entries(acts)) session.setActionHandler(name, act);
  }
}

let voices;  // languages that can be read, asked for once

/** Whether the server can read this language aloud. */
export async function hasVoice(language, headers) {
  voices ??= fetch('/v1/voices', { headers }).then((answer) => (answer.ok ? answer.json() : { voices: [] })).catch(() => ({ voices: [] }));
  const code = language.split('-')[0];
  return (await voices).voices.some((voice) => voice.language.split('-')[0] === code);
}
