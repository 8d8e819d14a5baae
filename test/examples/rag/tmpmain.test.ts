import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { compile } from '../../../src/compiler/index.js';
import { defaultMachine } from '../../support/examples.js';
const all = [['flare', 'flare'], ['fs-rag', 'fs_rag'], ['dragin', 'dragin'], ['rag-dense', 'rag_dense'], ['rag-ivf-pq', 'rag_ivf_pq'], ['rag-two-stage', 'rag_two_stage'], ['mem-agent', 'mem_agent'], ['rag-bm25', 'rag_bm25']] as const;
const which = (process.env['WHICH'] ?? '').split(',');
it.each(all.filter(([f]) => which.includes(f)))('%s', async (folder, name) => {
  const file = `examples/${folder}/${name}.mp`;
  const { files, diagnostics } = compile({ text: readFileSync(file, 'utf8'), file }, { machine: defaultMachine(), constants: name === 'dragin' ? { H: 4 } : {} });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  for (const f of files) { mkdirSync(dirname(`out/${name}/${f.path}`), { recursive: true }); writeFileSync(`out/${name}/${f.path}`, f.text); }
  const t = performance.now();
  await import(`../../../examples/${folder}/main.ts`);
  console.log(folder, 'took', performance.now() - t, process.exitCode);
}, 300000);
