import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { analyze, compile } from '../../../src/compiler/index.js';
import { renderDiagnostics } from '../../../src/diagnostics/index.js';
import { defaultMachine } from '../../support/examples.js';
it.each(['lact/lact','titans-mac/titans_mac','lserve/lserve','hmt/hmt','deepseek-sparse-attention/deepseek_sparse_attention_prefill'])('%s', (f) => {
  const text = readFileSync(`examples/${f}.mp`, 'utf8');
  const t0 = performance.now();
  const a = analyze({ text, file: f });
  const t1 = performance.now();
  console.log(f, 'analyze ms', t1 - t0, a.diagnostics.map(d => `${d.code} ${d.message} @${d.span?.start} ${d.span ? text.slice(d.span.start, d.span.end) : ''}`).join('\n'));
  if (a.method) {
    const c = compile({ text, file: f }, { machine: defaultMachine() });
    console.log(f, 'compile ms', performance.now() - t1, 'ops', a.method.ops.length, 'steps', a.steps.length, 'files', c.files.length, c.diagnostics.map(d => `${d.code} ${d.message}`).join('\n'));
    console.log(a.steps.map(s => s.name + ':' + s.stage).join(' '));
  }
});
