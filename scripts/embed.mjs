#!/usr/bin/env node
/**
 * Turns text assets into TypeScript modules, so that the compiler reads no files and runs in a browser.
 *
 *   src/dsl/std/*.mp                  -> src/dsl/std/library.ts                LIBRARY   (file name -> text)
 *   src/codegen/<target>/support/**   -> src/codegen/<target>/support/embedded.ts    SUPPORT   (file name -> text)
 *   src/codegen/<target>/templates/*.hbs -> src/codegen/<target>/templates/embedded.ts  TEMPLATES (name -> render function)
 *   src/machines/{devices,curves,machines}/*.json -> src/machines/embedded.ts  DEVICE_FILES, CURVE_FILES, MACHINE_FILES (name -> JSON)
 *   src/simulator/models/*.json      -> src/simulator/models/embedded.ts      MODEL_FILES (file name -> text)
 *
 * `node scripts/embed.mjs` writes what changed; `--check` writes nothing and exits 1 if something is out of date.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import Handlebars from 'handlebars';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Files below `folder` that `keep` accepts, as posix paths relative to it, sorted. */
function filesOf(folder, keep) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .filter(keep)
    .sort(byName);
}

const read = (folder, name) => readFileSync(join(folder, name), 'utf8').replace(/\r\n/g, '\n');
const literal = (text) => '`' + text.replace(/\\/g, '\\\\').replace(/`/g, '\\`').replace(/\$\{/g, '\\${') + '`';
const quoted = (name) => `'${name.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;

/** A module with one constant: file name -> text. */
function textModule(folder, constant, comment, keep) {
  const names = filesOf(folder, keep);
  if (names.length === 0) return [];
  const entries = names.map((name) => `  ${quoted(name)}: ${literal(read(folder, name))},\n`).join('');
  return [`// Written by scripts/embed.mjs from the files of this folder. Do not edit.

/** ${comment} */
export const ${constant} = {
${entries}} as const satisfies Readonly<Record<string, string>>;
`];
}

/** A module of precompiled templates. `_name.hbs` and every other template of the folder may be used as a partial. */
function templateModule(folder) {
  const names = filesOf(folder, (name) => name.endsWith('.hbs'));
  if (names.length === 0) return [];
  const templateName = (file) => file.slice(0, -'.hbs'.length);
  const specs = names.map((name) => {
    const spec = Handlebars.precompile(read(folder, name), { noEscape: true, strict: true });
    return `SPECS[${quoted(templateName(name))}] = HB.template(${spec});\n`;
  }).join('');
  const entries = names.map((name) =>
    `  ${quoted(templateName(name))}: (view) => SPECS[${quoted(templateName(name))}](view, { partials: SPECS }),\n`).join('');
  return [`// Written by scripts/embed.mjs from the .hbs files of this folder. Do not edit.
// @ts-nocheck: precompiled templates are untyped.
/* eslint-disable */
import HB from 'handlebars/runtime.js';

const SPECS = {};
${specs}
/** Renders a template of this folder with a view model. */
export const TEMPLATES: Readonly<Record<${names.map((n) => quoted(templateName(n))).join(' | ')}, (view: object) => string>> = {
${entries}};
`];
}

/** A module with one constant for each folder of JSON files: file name without its ending -> parsed JSON. JSON is an expression of JavaScript. */
function jsonModule(folder, constants) {
  const texts = Object.entries(constants).map(([below, { name, comment }]) => {
    const files = filesOf(join(folder, below), (file) => file.endsWith('.json'));
    const entries = files.map((file) => `  ${quoted(file.slice(0, -'.json'.length))}: ${JSON.stringify(JSON.parse(read(join(folder, below), file)))},\n`).join('');
    return `
/** ${comment} */
export const ${name}: Readonly<Record<string, unknown>> = {
${entries}};
`;
  });
  return [`// Written by scripts/embed.mjs from the JSON files of this folder. Do not edit.
${texts.join('')}`];
}

function modules() {
  const made = new Map();
  const put = (path, texts) => texts.forEach((text) => made.set(path, text));
  const std = join(root, 'src/dsl/std');
  put(join(std, 'library.ts'), textModule(std, 'LIBRARY', 'The standard library: file name -> source text.', (name) => name.endsWith('.mp')));
  const models = join(root, 'src/simulator/models');
  put(join(models, 'embedded.ts'), textModule(models, 'MODEL_FILES', 'The models that come with mpc: file name -> JSON.', (name) => name.endsWith('.json')));
  const codegen = join(root, 'src/codegen');
  const targets = existsSync(codegen) ? readdirSync(codegen, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name).sort(byName) : [];
  for (const target of targets) {
    const support = join(codegen, target, 'support');
    put(join(support, 'embedded.ts'), textModule(support, 'SUPPORT',
      'Support files that are emitted with the generated code: file name -> text.', (name) => !name.endsWith('.ts') && !name.endsWith('~')));
    const templates = join(codegen, target, 'templates');
    put(join(templates, 'embedded.ts'), templateModule(templates));
  }
  const machines = join(root, 'src/machines');
  put(join(machines, 'embedded.ts'), jsonModule(machines, {
    devices: { name: 'DEVICE_FILES', comment: 'Devices by name.' },
    curves: { name: 'CURVE_FILES', comment: 'Link curves by name.' },
    machines: { name: 'MACHINE_FILES', comment: 'Machines by name.' },
  }));
  return made;
}

const check = process.argv.includes('--check');
let stale = 0;
for (const [path, text] of modules()) {
  const old = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (old === text) continue;
  stale += 1;
  if (!check) writeFileSync(path, text);
  process.stdout.write(`${check ? 'out of date' : 'wrote'}: ${relative(root, path)}\n`);
}
if (check && stale > 0) {
  process.stderr.write('run `node scripts/embed.mjs`\n');
  process.exitCode = 1;
}
