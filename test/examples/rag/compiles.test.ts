import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/compiler/index.js';

const METHODS = ['flare/flare', 'fs-rag/fs_rag', 'dragin/dragin', 'rag-dense/rag_dense', 'rag-ivf-pq/rag_ivf_pq', 'rag-two-stage/rag_two_stage', 'mem-agent/mem_agent'];

describe('the retrieval methods at their real dimensions', () => {
  it.each(METHODS)('%s compiles without a message', (name) => {
    const file = `examples/${name}.mp`;
    const text = readFileSync(file, 'utf8');
    const { method, diagnostics } = analyze({ text, file });
    const messages = diagnostics.map((d) => `${d.code} ${d.message} :: ${d.span ? text.slice(d.span.start, d.span.end).slice(0, 80) : ''}`);
    expect(messages).toEqual([]);
    expect(method).toBeDefined();
  });
});
