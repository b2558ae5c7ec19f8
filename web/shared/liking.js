// How somebody likes the pages; it stays in his browser.

/** As it was left. Nothing of what is read is kept. */
export const kept = {
  get: (name) => { try { return localStorage.getItem(`dragoman-${name}`); } catch { return null; } },
  set: (name, value) => { try { localStorage.setItem(`dragoman-${name}`, value); } catch { /* not remembered, then */ } },
};

/** Light, dark, or like the system. `choice`: the select element for it. */
export function dress(choice) {
  const put = () => { document.documentElement.dataset.theme = choice.value; };
  choice.closest('label').hidden = false;
  choice.value = kept.get('theme') ?? 'auto';
  choice.addEventListener('change', () => { kept.set('theme', choice.value); put(); });
  put();
}
