// Keys of the desk: single ones, which can be switched off, and what is said of them.

import { element } from '../shared/element.js';
import { kept } from '../shared/liking.js';
import { find } from './parts.js';

const KEYS = [
  [['j', '↓'], 'key_next'], [['k', '↑'], 'key_previous'], [['n'], 'key_doubtful'], [['Enter'], 'key_edit'], [['Ctrl+Enter'], 'key_save'], [['Esc'], 'key_leave'],
  [['u'], 'key_undo'], [['a'], 'key_approve'], [['o'], 'key_order'], [['t'], 'key_term'], [['d'], 'key_keep'], [['f'], 'key_archive'], [['?'], 'key_help'],
];

const areOn = () => kept.get('desk-keys') !== 'off';

export function showKeys() {
  const dialog = find('keys');
  if (!dialog.open) dialog.showModal();
}

/** `press(event)`: what a key does in the view that is open; true if it did something. */
export function listenToKeys(words, press) {
  find('keys-list').tBodies[0].replaceChildren(...KEYS.map(([keys, name]) => {
    const signs = keys.flatMap((one, at) => (at ? [' ', element('kbd', {}, one)] : [element('kbd', {}, one)]));
    return element('tr', {}, element('th', { scope: 'row', dir: 'ltr' }, ...signs), element('td', {}, words[name]));
  }));
  const box = find('keys-on');
  box.checked = areOn();
  box.addEventListener('change', () => kept.set('desk-keys', box.checked ? 'on' : 'off'));
  find('show-keys').addEventListener('click', showKeys);
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input, textarea, select, [role=tab]');
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || typing || document.querySelector('dialog[open]')) return;
    if (!areOn() && event.key.length === 1) return;
    if (event.key === '?') showKeys();
    else if (!press(event)) return;
    event.preventDefault();
  });
}
