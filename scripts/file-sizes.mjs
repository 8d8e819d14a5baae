// Fails where a hand-written source file exceeds 1000 lines; lists those over 450, which want a reason.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|h|hbs|mp)$/.test(name) && !name.endsWith('embedded.ts') && !name.endsWith('library.ts'))
  .map((name) => ({ name: join('src', name), lines: readFileSync(join('src', name), 'utf8').split('\n').length }))
  .sort((a, b) => a.lines - b.lines);
const median = files[Math.floor(files.length / 2)]?.lines ?? 0;
console.log(`${files.length} files, median ${median} lines`);
for (const { name, lines } of files.filter((f) => f.lines > 450)) console.log(`${String(lines).padStart(6)} ${name}`);
if (files.some((f) => f.lines > 1000)) {
  console.error('a file exceeds 1000 lines: split it');
  process.exitCode = 1;
}
