// A server of its own for the tests of the desk: articles, a memory, reports, and keys if wished; all in a folder that goes away.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { folder } from './setup.mjs';

export const publication = 'Sound Courier';
export const tower = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Library opens its tower</title></head><body><article>
<h1>Library opens its tower after 40 years</h1>
<p>The tower of the town library, which had been closed since 1986, opened on Saturday with a speech by Ingrid Falk.</p>
<p>"Nobody under 40 has stood up here," she said. The works cost 1.4 million euros.</p>
<p>Tickets cost 4 euros; children under 12 do not pay. Ingrid Falk was the first to go up.</p>
</article></body></html>`;
export const ferry = fs.readFileSync(path.join(folder, 'pages/story.html'), 'utf8');
export const hostile = fs.readFileSync(path.join(folder, 'pages/hostile.html'), 'utf8');

/** `roles`: of the keys that it asks for; none: it asks for none. Gives {address, keys, data, ask, put, stop}. */
export async function deskServer(program, roles = []) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'dragoman-desk-'));
  const in_ = (name) => path.join(work, name);
  const keys = {};
  for (const role of roles) keys[role] = execFileSync(program, ['keys', 'add', `${role}-key`, '--keys', in_('keys'), '--role', role], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split(/\s+/).at(-1);
  const child = spawn(program, ['serve', '--port', '0', '--log', 'none', '--data', in_('data'), '--articles', in_('articles.db'), '--db', in_('memory.db'), ...(roles.length ? ['--keys', in_('keys')] : [])], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise((ready, fail) => {
    let told = '';
    child.stderr.on('data', (text) => {
      told += text;
      const found = /listening on (\S+)/.exec(told);
      if (found) ready(found[1]);
    });
    child.on('exit', () => fail(new Error(`the server did not start: ${told}`)));
  });
  const key = keys.administrator ?? keys.approver ?? keys.editor;
  /** What the server answers, as JSON; an error for anything but 2xx. */
  const ask = async (method, target, body, type = 'application/json') => {
    const headers = { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': type }), ...(key ? { Authorization: `Bearer ${key}` } : {}) };
    const response = await fetch(address + target, { method, headers, body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  /** Stores a page. */
  const put = (name, html, { section = 'Town', to = 'pt', paper = publication } = {}) =>
    ask('POST', `/v1/articles?${new URLSearchParams({ publication: paper, section, to, from: 'en', address: `https://courier.example/${name}` })}`, html, 'text/html');
  const stop = () => new Promise((done) => {
    child.removeAllListeners('exit');
    child.on('exit', () => { fs.rmSync(work, { recursive: true, force: true }); done(); });
    child.kill();
  });
  return { address, keys, data: in_('data'), ask, put, stop };
}
