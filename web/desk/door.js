// The way in: a name, and a key where the server asks for one. The key stays in this tab (sessionStorage), the name in this browser.

import { kept } from '../shared/liking.js';
import { Fault } from './api.js';
import { find } from './parts.js';

const KEY = 'dragoman-desk-key';
const ROLES = ['site', 'client', 'editor', 'approver', 'administrator'];
export const mayDo = (role, least) => ROLES.indexOf(role) >= ROLES.indexOf(least);

const stored = {
  get: () => { try { return sessionStorage.getItem(KEY) ?? ''; } catch { return ''; } },
  set: (value) => { try { value ? sessionStorage.setItem(KEY, value) : sessionStorage.removeItem(KEY); } catch { /* asked for again, then */ } },
};

/** Whom the key lets in: {name, role}. Throws a Fault with words for him. */
async function admitted(desk) {
  const who = await desk.server.get('/v1/who');
  if (!mayDo(who.role, 'editor')) throw new Fault(desk.words.fault_role_door, 403);
  if (!desk.settings.articles) throw new Fault(desk.words.no_articles, 404);
  return who;
}

function told(error) {
  const place = find('door-fault');
  place.textContent = error?.message ?? '';
  place.hidden = !error;
}

/** Comes back when somebody may come in. */
export async function enter(desk) {
  const { server, settings } = desk;
  server.key = settings.keys ? stored.get() : '';
  let fault;
  if (!settings.keys || server.key) {
    try {
      return await admitted(desk);
    } catch (error) {
      fault = error;
    }
  }
  return askedFor(desk, fault);
}

function askedFor(desk, fault) {
  const { server, settings } = desk, form = find('door-form');
  find('door').hidden = false;
  find('name').value = kept.get('desk-name') ?? '';
  find('key').required = settings.keys;
  find('key').value = '';
  told(fault);
  (find('name').value && settings.keys ? find('key') : find('name')).focus();
  return new Promise((done) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      server.key = settings.keys ? find('key').value.trim() : '';
      told(undefined);
      try {
        const who = await admitted(desk);
        kept.set('desk-name', find('name').value.trim());
        stored.set(server.key);
        find('door').hidden = true;
        find('key').value = '';
        done(who);
      } catch (error) {
        told(error);
        if (settings.keys) find('key').select();
      }
    };
  });
}

/** Forgets the key. */
export function leave() {
  stored.set('');
  location.hash = '#/';
  location.reload();
}

/** The name that stands beside what is done; asked for once. "" if it is not told. */
export function nameOf(words, again = false) {
  const known = kept.get('desk-name') ?? '';
  if (known && !again) return Promise.resolve(known);
  const dialog = find('naming');
  find('naming-name').value = known;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener('close', () => {
      const name = find('naming-name').value.trim();
      if (dialog.returnValue === 'ok') kept.set('desk-name', name);
      done(dialog.returnValue === 'ok' ? name : known);
    }, { once: true });
  });
}
