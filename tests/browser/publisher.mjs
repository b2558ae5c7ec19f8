// A publisher's site for the tests of the widget, on an origin of its own: the sample in samples/widget, pages of the tests, and real pages where
// there are such, each with the widget in it.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { folder } from './setup.mjs';

const sample = path.join(folder, '../../samples/widget');
const shared = path.join(process.env.DRAGOMAN_SHARED || path.join(folder, '../../../shared'), 'pages/dev');
const types = { '.html': 'text/html; charset=utf-8', '.svg': 'image/svg+xml', '.css': 'text/css', '.js': 'text/javascript' };

/** Real pages: /real/NAME. Bytes stay as they are, so the encoding does not matter. */
export const hasRealPages = fs.existsSync(shared);

function withWidget(html, server, attributes) {
  const tag = `<script src="${server}/dragoman.js" ${attributes} defer></script>`;
  const bare = html.replace(/<script src="[^"]*dragoman\.js"[^>]*><\/script>/, '');
  return /<head[^>]*>/i.test(bare) ? bare.replace(/<head[^>]*>/i, (head) => head + tag) : tag + bare;
}

/** `server`: Dragoman's address. The query of a page is the widget's attributes; "trusted" asks for the strictest policy. */
export async function publisher(server) {
  const site = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://site');
    const real = /^\/real\/([\w-]+)$/.exec(pathname)?.[1];
    const name = path.basename(pathname) || 'index.html';
    const file = real ? path.join(shared, real, 'source.html') : [sample, path.join(folder, 'pages')].map((place) => path.join(place, name)).find(fs.existsSync);
    if (!file || !fs.existsSync(file)) return response.writeHead(404).end();
    const isPage = file.endsWith('.html');
    const headers = { 'Content-Type': real ? 'text/html; charset=utf-8' : types[path.extname(file)] };
    if (isPage) headers['Content-Security-Policy'] = `script-src ${server}${real ? '' : " 'self'"}; style-src 'self'${searchParams.has('trusted') ? "; require-trusted-types-for 'script'; trusted-types 'none'" : ''}`;
    const attributes = [...searchParams].filter(([key]) => key.startsWith('data-')).map(([key, value]) => `${key}="${value}"`).join(' ');
    const bytes = fs.readFileSync(file);
    return response.writeHead(200, headers).end(isPage ? Buffer.from(withWidget(bytes.toString('latin1'), server, attributes), 'latin1') : bytes);
  });
  await new Promise((ready) => site.listen(0, '127.0.0.1', ready));
  return { address: `http://127.0.0.1:${site.address().port}`, close: () => site.close() };
}

/** Runs in the page: keeps all nodes of the body, but for the widget, to tell whether they are the same and in the same order later. */
export function keepNodes() {
  window.allNodes = () => {
    const nodes = [];
    const visit = (node) => {
      if (node.localName === 'dragoman-widget') return;
      nodes.push(node);
      node.childNodes.forEach(visit);
    };
    visit(document.body);
    return nodes;
  };
  window.html = () => document.documentElement.outerHTML.replace(/<dragoman-widget>.*?<\/dragoman-widget>/s, '');
  window.nodesBefore = window.allNodes();
  window.htmlBefore = window.html();
}

/** Runs in the page: "" or how it differs from what was kept. */
export function difference() {
  const now = window.allNodes();
  const at = window.nodesBefore.findIndex((node, i) => node !== now[i]);
  if (at >= 0 || now.length !== window.nodesBefore.length) return `node ${at}: ${window.nodesBefore[at]?.nodeName} ${window.nodesBefore[at]?.textContent.slice(0, 60)}`;
  const [a, b] = [window.htmlBefore, window.html()];
  const place = [...a].findIndex((sign, i) => sign !== b[i]);
  return a === b ? '' : `${a.slice(place - 60, place + 60)} became ${b.slice(place - 60, place + 60)}`;
}
