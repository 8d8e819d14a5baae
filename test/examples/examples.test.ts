import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readOptions, UsageError } from '../../examples/support/options.js';

const FOLDERS = readdirSync('examples', { withFileTypes: true }).filter((f) => f.isDirectory() && f.name !== 'support').map((f) => f.name);
const SECTIONS = ['Where each line is from', 'Left out or assumed', 'Run it', 'Files'];
const read = (file: string): string => readFileSync(file, 'utf8');

/** What commands and texts name: `out/x/y.js` is compiled from `x/y.ts`. */
function namedFiles(folder: string, text: string): readonly string[] {
  const commands = [...text.matchAll(/node out\/(\S+)\.js/g)].map(([, path]) => `${path ?? ''}.ts`);
  const paths = [...text.matchAll(/`((?:test|examples|\.\.)\/[^`*]+)`/g)].map(([, path]) => (path?.startsWith('..') ? `examples/${folder}/${path}` : path ?? ''));
  const own = [...text.matchAll(/`([a-z_]+\.(?:mp|ts))`/g)].map(([, name]) => `examples/${folder}/${name ?? ''}`);
  return [...commands, ...paths, ...own];
}

describe.each(FOLDERS)('examples/%s', (folder) => {
  it('has a method, a text in the common form and a host program', () => {
    const files = readdirSync(`examples/${folder}`);
    expect(files).toContain('main.ts');
    expect(files.filter((f) => f.endsWith('.mp')).every((f) => f.startsWith(folder.replaceAll('-', '_')))).toBe(true);
    expect(files.some((f) => f.endsWith('.mp'))).toBe(true);
    const text = read(`examples/${folder}/README.md`);
    expect(text.split('\n')[0]).toBe(`# ${folder}`);
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(SECTIONS);
    expect(text).toContain(`node out/examples/${folder}/main.js`);
  });

  it('names files that exist', () => {
    expect(namedFiles(folder, read(`examples/${folder}/README.md`)).filter((file) => !existsSync(file))).toEqual([]);
  });

  it('is in the list of examples', () => {
    expect(read('examples/README.md')).toContain(`| [${folder}](${folder}) |`);
    expect(read('README.md')).toContain(`[${folder}](examples/${folder})`);
  });
});

describe('command lines of examples', () => {
  const usage = { about: 'x', steps: 10, oneOf: 8, questions: ['a', 'b'] };
  it('have defaults', () => {
    expect(readOptions(usage, [])).toMatchObject({ plan: 'auto', steps: 10, oneOf: 8, questions: ['a', 'b'] });
    expect(readOptions(usage, ['--all', '--steps', '3', 'why'])).toMatchObject({ steps: 3, oneOf: 1, questions: ['why'] });
    expect(readOptions(usage, ['--help'])).toBe('help');
  });
  it.each([[['--stesp', '3'], "Unknown option '--stesp'"], [['--steps', 'many'], '--steps takes a whole number'], [['--steps', '0'], '--steps takes'], [['--all', '--one-of', '2'], 'exclude each other'], [[' '], 'no words']])(
    'say what is wrong with %j', (args, message) => {
      expect(() => readOptions(usage, args)).toThrow(UsageError);
      expect(() => readOptions(usage, args)).toThrow(message);
    });
  it('take no questions where none are asked', () => {
    expect(() => readOptions({ about: 'x', steps: 1 }, ['why'])).toThrow(UsageError);
  });
});

/** Small runs: a little of WordNet, few steps. */
const SMALL: Readonly<Record<string, readonly string[]>> = {
  'rag-bm25': ['--one-of', '64', 'a sweet food made by bees'],
  'rag-dense': ['--one-of', '256', 'a sweet food made by bees'],
  'rag-two-stage': ['--one-of', '64', 'a sweet food'],
  flare: ['--one-of', '64', 'what is chess'],
  dragin: ['--one-of', '64', 'what is chess'],
  'fs-rag': ['--one-of', '64', 'what is chess'],
  'mem-agent': ['--one-of', '128', 'what is chess'],
  hmt: ['--steps', '2'],
};

describe('host programs, run on a little', () => {
  let printed = '';
  const { argv, exitCode } = process;
  beforeEach(() => {
    printed = '';
    vi.spyOn(console, 'log').mockImplementation((line: string) => { printed += `${line}\n`; });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    process.argv = argv;
    process.exitCode = exitCode;
  });

  it.each(Object.entries(SMALL))('%s agrees with the reference', async (folder, args) => {
    process.argv = ['node', `out/examples/${folder}/main.js`, '--plan', 'reference', ...args];
    await import(`../../examples/${folder}/main.ts`);
    expect(printed).toMatch(/steps? of .* compared with the reference interpreter: all agree/);
    expect(process.exitCode ?? 0).toBe(0);
  });
});
