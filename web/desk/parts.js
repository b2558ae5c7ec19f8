// Small pieces of page that all views use.

import { element } from '../shared/element.js';

export const find = (id) => document.getElementById(id);

export function button(label, onClick, attributes = {}) {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onClick);
  return made;
}

/** "{n} sentences" with what stands in braces filled in. Numbers as the interface's language writes them. */
export function filled(text, values, ui) {
  return text.replace(/\{(\w+)\}/g, (all, name) => {
    const value = values[name];
    return value === undefined ? all : typeof value === 'number' ? value.toLocaleString(ui) : value;
  });
}

/** A time of the server as people read it. */
export function timeOf(text, ui) {
  const time = new Date(text ?? NaN);
  if (Number.isNaN(time.valueOf())) return '';
  return element('time', { datetime: time.toISOString() }, new Intl.DateTimeFormat(ui, { dateStyle: 'medium', timeStyle: 'short' }).format(time));
}

/** Parts with dots between them, each in its own direction. Empty ones are left out. */
export function dotted(parts, tag = 'p') {
  const line = element(tag, { class: 'by' });
  parts.filter(Boolean).forEach((part, at) => line.append(...(at ? [' · '] : []), typeof part === 'string' ? element('bdi', {}, part) : part));
  return line;
}

/** What went wrong: our words, and the server's beside them. */
export function faultOf(error) {
  const fault = element('p', { class: 'fault', role: 'alert' }, error.message);
  if (error.told) fault.append(' ', element('span', { lang: 'en', dir: 'ltr' }, error.told));
  return fault;
}

export const codeOf = (tag) => (tag ?? '').split('-')[0];

/** A choice among languages, each in its own name. */
export function languageOptions(languages, chosen, any) {
  const first = any === undefined ? [] : [element('option', { value: '' }, any)];
  return [...first, ...languages.map((one) =>
    element('option', { value: one.code, lang: one.code, dir: one.dir, selected: one.code === codeOf(chosen) }, one.name))];
}

/** Label and field, one above the other. */
export function field(label, input) {
  return element('label', { class: 'asked' }, element('span', {}, label), input);
}

/** The path of a web address, for people: "news.example/ferry". */
export function shortAddress(address) {
  try {
    const { host, pathname } = new URL(address);
    return host + (pathname === '/' ? '' : decodeURI(pathname));
  } catch {
    return address;
  }
}

export const isWeb = (address) => /^https?:\/\//i.test(address ?? '');
