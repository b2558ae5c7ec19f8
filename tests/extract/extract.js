// What others take from a translated page: the text of a reader mode (Mozilla Readability), a link preview (Open Graph), a feed
// reader's items. The mark of machine translation must be found in all of them that have one, the label in none.
//
//   node extract.js SOURCES STAMPED LABEL
// SOURCES: files NAME.html, NAME.xml; STAMPED: the same names, written by tests/extract/stamp_files. The text is not
// translated, so that what is extracted must be equal on both sides. Ends with a line "counts: PASSED FAILED SKIPPED".
'use strict';
const fs = require('fs');
const path = require('path');
const { JSDOM } = require('jsdom');
const { Readability } = require('@mozilla/readability');
const openGraph = require('open-graph-scraper');
const FeedParser = require('rss-parser');

const [sources, stampedFolder, label] = process.argv.slice(2);
const core = label.replace(/^.* - /, ''); // without the version
const earlierLabel = 'Beta V.1.0 - Powered by automated translation';
const spaced = (text) => (text || '').replace(/\s+/g, ' ').trim();
const leaks = (text) => spaced(text).includes(core);

function check(faults, holds, what) {
  if (!holds) faults.push(what);
}

const pageOf = (html) => new JSDOM(html, { url: 'https://example.org/story' }).window.document;
// A label that the source shows already is ours now, and gone from the text.
const withoutEarlierLabel = (html) => html.replace(`<p>${earlierLabel}</p>`, '').replace(earlierLabel, '');
const readerMode = (page) => new Readability(page).parse() || { textContent: '', excerpt: '', title: '', byline: '' };

function checkReaderMode(faults, source, stamped) {
  const before = readerMode(source);
  const after = readerMode(stamped);
  for (const field of ['textContent', 'excerpt', 'title', 'byline']) {
    check(faults, !leaks(after[field]), `reader mode: the label is in ${field}`);
    check(faults, spaced(before[field]) === spaced(after[field]), `reader mode: ${field} differs`);
  }
}

function checkMarks(faults, page) {
  const shown = spaced(page.body.textContent.replace(/<[^>]*>/g, ''));
  check(faults, shown.split(label).length === 2, `the label is shown ${shown.split(label).length - 1} times`);
  check(faults, page.documentElement.lang === 'pt', `html lang is ${page.documentElement.lang}`);
  const mark = page.querySelector('head meta[name="machine-translation"]');
  check(faults, mark && mark.content === 'yes; from=en; to=pt', 'no machine-translation mark in the head');
  const own = page.querySelector('head script[type="application/ld+json"][data-dragoman]');
  const data = own ? JSON.parse(own.textContent) : {};
  check(faults, data.inLanguage === 'pt' && data.translationOfWork && data.translator, 'no translationOfWork and translator');
  const hidden = page.querySelector('[data-dragoman="label-text"]');
  check(faults, hidden !== null, 'the label is not marked');
}

async function checkPreview(faults, source, stamped) {
  const preview = async (html) => (await openGraph({ html })).result;
  const [before, after] = [await preview(source), await preview(stamped)];
  for (const field of Object.keys(after)) {
    const text = JSON.stringify(after[field]);
    check(faults, !leaks(text), `link preview: the label is in ${field}`);
    const own = ['ogLocale', 'jsonLD', 'charset'].includes(field);
    check(faults, own || text === JSON.stringify(before[field]), `link preview: ${field} differs`);
  }
}

async function checkFeed(faults, source, stamped) {
  const read = async (xml) => new FeedParser().parseString(xml);
  const [before, after] = [await read(source), await read(stamped)];
  check(faults, after.items.length > 0 && after.items.length === before.items.length, 'feed: items are missing');
  check(faults, !leaks(JSON.stringify(after)), 'feed: the label is in an item');
  check(faults, stamped.includes('machineTranslation'), 'feed: no machine-translation mark');
  after.items.forEach((item, at) => {
    for (const field of ['title', 'contentSnippet', 'content', 'link', 'guid']) {
      check(faults, item[field] === before.items[at][field], `feed: ${field} of item ${at} differs`);
    }
  });
}

async function main() {
  let [passed, failed] = [0, 0];
  for (const name of fs.readdirSync(sources).sort()) {
    const source = fs.readFileSync(path.join(sources, name), 'utf8');
    const stamped = fs.readFileSync(path.join(stampedFolder, name), 'utf8');
    const faults = [];
    try {
      if (name.endsWith('.html')) {
        const page = pageOf(stamped);
        checkMarks(faults, page); // before the reader mode, which takes the page apart
        checkReaderMode(faults, pageOf(withoutEarlierLabel(source)), page);
        await checkPreview(faults, source, stamped);
      } else {
        await checkFeed(faults, source, stamped);
      }
    } catch (error) {
      faults.push(String(error && (error.stack || JSON.stringify(error))));
    }
    faults.length ? (failed += 1) : (passed += 1);
    for (const fault of faults) console.log(`FAILED: extract ${name}: ${fault}`);
  }
  console.log(`counts: ${passed} ${failed} 0`);
  process.exitCode = failed ? 1 : 0;
}

main();
