// What others compile: the widget's types with TypeScript, as strict as it goes, and the WordPress plug-in's PHP, which must be fine from 7.4 on.
// node shipped.mjs; a line for each failure, and `counts:` at the end.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const ts = require('typescript');
const php = require('php-parser');
const root = fileURLToPath(new URL('../../', import.meta.url));
const TYPES = join(root, 'web/widget/dragoman.d.ts');

/** What TypeScript says about a program that uses the widget. */
function complaints(program) {
  const options = { strict: true, noEmit: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'], types: [], skipLibCheck: false };
  const host = ts.createCompilerHost(options), name = join(root, 'web/widget/use.ts'), { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (file, ...more) => (file === name ? ts.createSourceFile(file, program, options.target) : getSourceFile(file, ...more));
  host.fileExists = (file) => file === name || fileExists(file);
  host.readFile = (file) => (file === name ? program : readFile(file));
  const made = ts.createProgram([TYPES, name], options, host);
  return ts.getPreEmitDiagnostics(made).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

function typesAreThoseOfTheDocuments() {
  const example = /```js\n(await dragoman\.translate[\s\S]*?)```/.exec(readFileSync(join(root, 'docs/widget.md'), 'utf8'))?.[1];
  assert.ok(example, 'docs/widget.md has an example');
  assert.deepEqual(complaints(`const dragoman = window.dragoman!;\n${example}\nexport {};`), []);
  assert.deepEqual(complaints(`import type { Dragoman, DragomanState, DragomanStateDetail } from './dragoman';
    const one: Dragoman | undefined = window.dragoman;
    const state: DragomanState | undefined = one?.state;
    const codes: readonly string[] = state?.offered ?? [];
    document.addEventListener('dragoman:state', (event) => { const detail: DragomanStateDetail = event.detail; if (detail.state === 'translated') console.log(detail.to, codes); });
    export const done: Promise<boolean> | undefined = one?.translate('pt');`), []);
}

function typesRefuseWhatIsWrong() {
  for (const [program, reason] of [
    ["window.dragoman.translate('pt');", /possibly 'undefined'/],
    ['window.dragoman?.translate(1);', /not assignable to parameter of type 'string'/],
    ["window.dragoman!.state.language = 'pt';", /read-only/],
    ["window.dragoman!.state.offered.push('pt');", /'push' does not exist/],
    ["document.addEventListener('dragoman:state', ({ detail }) => detail.state === 'done');", /no overlap/],
  ]) assert.match(complaints(`${program}\nexport {};`).join(), reason);
}

/** The members that the types promise are those of the script. */
function typesAreThoseOfTheScript() {
  const script = readFileSync(join(root, 'web/widget/dragoman.js'), 'utf8');
  const [, members, state] = /window\.dragoman = \{ ([\w, ]+), get state\(\) \{ return \{ ([^}]+)\}/.exec(script);
  const source = ts.createSourceFile(TYPES, readFileSync(TYPES, 'utf8'), ts.ScriptTarget.ES2022, true);
  const membersOf = (name) => source.statements.find((one) => one.name?.text === name).members.map((one) => one.name.text).sort();
  assert.deepEqual(membersOf('Dragoman'), [...members.split(', '), 'state'].sort());
  assert.deepEqual(membersOf('DragomanState'), [...state.matchAll(/(\w+)(?=[:,]| \})/g)].map(([, name]) => name).filter((name) => name !== 'shown').sort());
  const announced = new Set([...script.matchAll(/announce\('(\w+)'/g)].map(([, name]) => name));
  assert.match(source.text, new RegExp([...announced].map((name) => `(?=.*'${name}')`).join(''), 's'));
}

function phpIsFineFrom74On() {
  const folder = join(root, 'packaging/wordpress/dragoman');
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.php'));
  assert.ok(files.length > 5);
  const parse = (text, name, version) => new php.Engine({ parser: { version }, lexer: { short_tags: false } }).parseCode(text, name);
  for (const name of files) for (const version of ['7.4', '8.2']) parse(readFileSync(join(folder, name), 'utf8'), name, version);
  assert.throws(() => parse('<?php $a = match (1) { 1 => 2 };', 'newer', '7.4'), 'the parser knows what 7.4 does not');
}

let passed = 0, failed = 0;
for (const check of [typesAreThoseOfTheDocuments, typesRefuseWhatIsWrong, typesAreThoseOfTheScript, phpIsFineFrom74On]) {
  try {
    check();
    ++passed;
  } catch (error) {
    ++failed;
    console.log(`FAILED: clients: ${check.name}: ${String(error.message).split('\n').slice(0, 12).join('\n    ')}`);
  }
}
console.log(`counts: ${passed} ${failed} 0`);
process.exitCode = failed ? 1 : 0;
