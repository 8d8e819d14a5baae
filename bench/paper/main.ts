import { writeFileSync } from 'node:fs';
import { render } from './render.js';
import { makeReport } from './report.js';

const text = render(makeReport());
if (process.argv.includes('--write')) {
  writeFileSync('docs/paper.md', text);
  console.log('docs/paper.md written');
} else console.log(text);
