// Node's clients against a running server, as they come from their registry: node clients.mjs ADDRESS FOLDER. As clients_test.py: each check is a
// function; a line for each failure, and `counts:` at the end.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const AdmZip = require('adm-zip');
const deepl = require('deepl-node');
const { translate } = require('libretranslate');

const [address, folder] = process.argv.slice(2);
const ENGLISH = 'The port reopened.';
const PORTUGUESE = 'O porto reabriu.';

const client = () => new deepl.DeepLClient('any:fx', { serverUrl: address });

async function libretranslateTranslates() {
  assert.equal(await translate({ query: ENGLISH, source: 'en', target: 'pt', apiurl: address }), PORTUGUESE);
  assert.equal(await translate({ query: ENGLISH, target: 'pt', apiurl: address, apiKey: 'any' }), PORTUGUESE);
  const html = await translate({ query: '<p>The <b>port</b> reopened.</p>', source: 'en', target: 'pt', format: 'html', apiurl: address });
  assert.equal(html, '<p>O <b>porto</b> reabriu.</p>');
  await assert.rejects(translate({ query: ENGLISH, source: 'en', target: 'zz', apiurl: address }), /not found/);
}

async function settingsNameTheFormats() {
  const settings = await (await fetch(address + '/frontend/settings')).json();
  for (const end of ['.txt', '.html', '.srt', '.docx', '.odt', '.epub']) assert.ok(settings.supportedFilesFormat.includes(end), end);
  assert.ok(!settings.supportedFilesFormat.includes('.pdf'));
}

async function deeplTranslatesTexts() {
  const one = await client().translateText(ENGLISH, null, 'pt-BR');
  assert.deepEqual([one.text, one.detectedSourceLang, one.billedCharacters], [PORTUGUESE, 'en', ENGLISH.length]);
  const many = await client().translateText([ENGLISH, 'He left.'], 'en', 'pt-PT', { splitSentences: 'off', preserveFormatting: true });
  assert.deepEqual(many.map((each) => each.text), [PORTUGUESE, 'Ele saiu.']);
  const held = await client().translateText('The file <x id="1"/> was saved.', 'en', 'pt-BR', { tagHandling: 'xml', ignoreTags: ['x'] });
  assert.match(held.text, /<x id="1"\/>/);
  const polite = await client().translateText(ENGLISH, 'en', 'pt-BR', { formality: 'prefer_more', context: 'Harbours.' });
  assert.equal(polite.text, PORTUGUESE);
  await assert.rejects(client().translateText(ENGLISH, 'en', 'xx'), /target_lang/);
}

async function deeplTellsLanguagesAndUsage() {
  assert.deepEqual((await client().getSourceLanguages()).map((each) => each.code), ['en', 'pt']);
  assert.deepEqual((await client().getTargetLanguages()).map((each) => each.code), ['en-GB', 'en-US', 'pt-BR', 'pt-PT']);
  const pairs = await client().getGlossaryLanguagePairs();
  assert.ok(pairs.some((pair) => pair.sourceLang === 'en' && pair.targetLang === 'pt'));
  const usage = await client().getUsage();
  assert.ok(usage.character.count > 0 && !usage.anyLimitReached());
}

async function deeplKeepsGlossaries() {
  const entries = new deepl.GlossaryEntries({ entries: { port: 'cais' } });
  const made = await client().createGlossary('Ports', 'en', 'pt', entries);
  assert.equal(made.entryCount, 1);
  assert.equal((await client().getGlossaryEntries(made)).toTsv(), 'port\tcais');
  const done = await client().translateText(ENGLISH, 'en', 'pt-BR', { glossary: made });
  assert.match(done.text, /cais/);
  assert.ok((await client().listGlossaries()).some((each) => each.glossaryId === made.glossaryId));
  await client().deleteGlossary(made);
  await assert.rejects(client().getGlossary(made.glossaryId), deepl.GlossaryNotFoundError);
}

const run = (text, properties = '') => `<w:r>${properties}<w:t xml:space="preserve">${text}</w:t></w:r>`;

function wordDocument() {
  const zip = new AdmZip();
  const add = (name, text) => zip.addFile(name, Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n' + text));
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  add('[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`);
  add('_rels/.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>');
  add('word/document.xml', '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>' +
    run('The ') + run('port', '<w:rPr><w:b/></w:rPr>') + run(' reopened.') + '</w:p></w:body></w:document>');
  zip.addFile('word/media/a.bin', Buffer.from([0, 1, 2, 3]));
  return zip.toBuffer();
}

async function deeplTranslatesDocuments() {
  const [source, result] = [join(folder, 'node.docx'), join(folder, 'node.pt.docx')];
  await writeFile(source, wordDocument());
  const status = await client().translateDocument(source, result, 'en', 'pt-BR');
  assert.ok(status.done() && status.billedCharacters >= ENGLISH.length, JSON.stringify(status));
  const zip = new AdmZip(result);
  const text = zip.readAsText('word/document.xml');
  assert.ok(text.includes(run('O ') + run('porto', '<w:rPr><w:b/></w:rPr>') + run(' reabriu.')), text);
  assert.deepEqual([...zip.readFile('word/media/a.bin')], [0, 1, 2, 3]);
  await writeFile(join(folder, 'node.pdf'), '%PDF-1.7\n');
  await assert.rejects(client().translateDocument(join(folder, 'node.pdf'), join(folder, 'pdf.pdf'), 'en', 'pt-BR'), /Invalid file data/);
  await writeFile(source, (await readFile(source)).subarray(0, 400));
  await assert.rejects(client().translateDocument(source, join(folder, 'cut.docx'), 'en', 'pt-BR'), /damaged/);
}

const checks = [libretranslateTranslates, settingsNameTheFormats, deeplTranslatesTexts, deeplTellsLanguagesAndUsage, deeplKeepsGlossaries, deeplTranslatesDocuments];
let failed = 0;
for (const check of checks) {
  try {
    await check();
  } catch (error) {
    failed += 1;
    console.log(`FAILED: clients: ${check.name}\n${error.stack}`);
  }
}
console.log(`counts: ${checks.length - failed} ${failed} 0`);
