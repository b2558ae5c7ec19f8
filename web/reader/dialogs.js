// What opens over the page: how the translation came to be and what was checked, a link to share, a report.

import { element } from '../shared/element.js';

const FACTS = ['name', 'number', 'date', 'time', 'quote', 'credit', 'address'];
const find = (id) => document.getElementById(id);

/** Facts of all sentences by kind: [found, not found for sure]. */
function receiptOf(story) {
  const counts = new Map();
  for (const { data } of story.sentences) {
    for (const [kind, verdict] of data.facts ?? []) {
      const count = counts.get(kind) ?? [0, 0];
      ++count[verdict === 'kept' || verdict === 'converted' ? 0 : 1];
      counts.set(kind, count);
    }
  }
  return counts;
}

/** The label line was chosen. `onSentence`: a sentence of the receipt was. */
export function showAbout(story, words, onSentence) {
  const dialog = find('about'), counts = receiptOf(story);
  const rows = FACTS.filter((kind) => counts.has(kind)).map((kind) => {
    const [found, missing] = counts.get(kind);
    const number = (count) => element('td', {}, count.toLocaleString(words.ui));
    return element('tr', {}, element('th', { scope: 'row' }, words[`fact_${kind}`]), number(found), number(missing));
  });
  const noticed = [];
  for (const record of story.sentences) {
    for (const finding of record.data.findings ?? []) {
      if (finding.severity === 'note') continue;
      const button = element('button', { type: 'button', lang: story.head.to, dir: story.head.to_dir }, record.target.textContent);
      button.addEventListener('click', () => { dialog.close(); onSentence(record); });
      noticed.push(element('li', {}, `${words[`finding_${finding.kind}`] ?? finding.kind} `, button));
    }
  }
  const head = (name) => element('th', { scope: 'col' }, words[name]);
  const parts = rows.length
    ? [element('p', {}, words.receipt_text),
       element('table', {}, element('thead', {}, element('tr', {}, head('receipt_what'), head('receipt_found'), head('receipt_missing'))), element('tbody', {}, ...rows))]
    : [element('p', {}, words.receipt_none)];
  if (noticed.length) parts.push(element('h3', {}, words.receipt_findings), element('ul', {}, ...noticed));
  find('receipt').replaceChildren(...parts);
  find('about-text').textContent = words[{ corrected: 'about_corrected', approved: 'about_approved' }[story.head.state] ?? 'about_text'];
  dialog.showModal();
}

/** `link`: of the story in the language that is shown. */
export function showSharing(link, carries, words) {
  find('sharing-note').textContent = carries ? words.link_carries : words.link_address;
  find('link').value = link;
  find('copied').textContent = '';
  find('copy').onclick = async () => {
    find('link').select();
    // The clipboard is there on https and on this machine only; the link is selected at least.
    try {
      await navigator.clipboard.writeText(link);
      find('copied').textContent = words.copied;
    } catch {
      if (document.execCommand('copy')) find('copied').textContent = words.copied;
    }
  };
  find('sharing').showModal();
}

/** `send(report)`: a promise. `record`: the sentence that is open, if any. */
export function showReport(story, record, words, send) {
  const dialog = find('reporting'), form = find('report-form');
  const sentence = find('report-sentence');
  sentence.textContent = record?.target.textContent ?? '';
  sentence.lang = story.head.to;
  sentence.dir = story.head.to_dir;
  find('report-fault').textContent = '';
  find('note').value = '';
  form.onsubmit = async (event) => {
    if (event.submitter?.value !== 'send') return;
    event.preventDefault();
    try {
      await send({
        reason: find('reason').value, note: find('note').value.trim(), from: story.head.from, to: story.head.to, address: story.head.address ?? '',
        source: record?.source?.textContent ?? '', target: record?.target.textContent ?? story.title,
      });
      dialog.close();
      find('status').textContent = words.reported;
    } catch (error) {
      find('report-fault').textContent = error.message;
    }
  };
  dialog.showModal();
}
