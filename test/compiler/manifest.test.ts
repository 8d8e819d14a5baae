import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compiler/index.js';
import { manifestSchema, type Manifest, type ManifestStep } from '../../src/runtime/manifest.js';
import { defaultMachine } from '../support/examples.js';

function manifestOf(body: string): Manifest {
  const { manifest, diagnostics } = compile({ text: `method m\n${body}`, file: 'm.mp' }, { machine: defaultMachine() });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  return manifestSchema.parse(manifest);
}

function stepThatWrites(manifest: Manifest, tensor: string): ManifestStep {
  const found = manifest.steps.find((s) => s.writes.includes(tensor));
  if (!found) throw new Error(`no step writes ${tensor}`);
  return found;
}

describe('the manifest', () => {
  it('tells conditions on data, and what to clear where they do not hold', () => {
    const manifest = manifestOf(`size N in 1..64
step N
input x : f32[4]
input last : bool
output y, z
apply {
  when last and N > 2 { extra[i] = exp(x[i])  z[i] = extra[i] + x[i] }
  when (sum(i) x[i]) > 0.0 { more[i] = x[i] * 2.0 }
  y[i] = more[i] + x[i]
}`);
    expect(stepThatWrites(manifest, 'z')).toMatchObject({ when: [{ flag: 'last' }, { left: '2', op: 'lt', right: 'N' }], clears: ['z'] });
    expect(stepThatWrites(manifest, 'more')).toMatchObject({ when: [{ flag: 'when_1' }], clears: ['more'] });
    expect(stepThatWrites(manifest, 'when_1').when).toBeUndefined();
    expect(manifest.steps.indexOf(stepThatWrites(manifest, 'when_1'))).toBeLessThan(manifest.steps.indexOf(stepThatWrites(manifest, 'more')));
  });

  it('does not clear what only steps under the same condition read', () => {
    const manifest = manifestOf(`size Docs in 1..64
memory table : f32[Docs] static
memory other : f32[Docs] static
input on : bool
output y
apply {
  when on {
    picked = topk(d) table[d] count 3
    part = sum(d in picked) other[d]
  }
  y = part + 1.0
}`);
    expect(stepThatWrites(manifest, 'picked').clears).toBeUndefined();
    expect(stepThatWrites(manifest, 'part').clears).toEqual(['part']);
    expect(manifest.tensors.find((t) => t.name === 'picked')?.count).toBe('picked_count');
  });

  it('has calls of the host as steps without kernels and without a place', () => {
    const manifest = manifestOf(`size Q in 1..8
const Words = 16
extern answer(question : id<Words>[..8]) -> (text : id<Words>[..4], sure : f32) cost 100 flop, 20 bytes on gpu
input question : id<Words>[Q]
output text, y
apply {
  text, sure = answer(question)
  y = sure * 2.0
}`);
    const call = manifest.steps.find((s) => s.call);
    expect(call).toMatchObject({ kernels: {}, call: { extern: 'answer', args: [{ tensor: 'question' }], results: [{ tensor: 'text', count: 'text_count' }, { tensor: 'sure' }] } });
    expect(manifest.externs?.[0]).toMatchObject({ name: 'answer', results: [{ list: true }, { name: 'sure', shape: [] }] });
    for (const plan of Object.values(manifest.plans)) expect(Object.keys(plan)).toEqual(manifest.steps.filter((s) => !s.call).map((s) => s.name));
  });

  it('tells how memories change and how many tokens a step brings', () => {
    const manifest = manifestOf(`size N in 1..64
size C in 1..8
step N by C
input x : f32[C, 4]
weight w : f32[4]
memory keys : f32[N, 4] append per token
memory s : f32[4] state from w
memory note : id<16>[..8] state
input words : id<16>[3]
output y
prepare { keys <- x  s[i] += x[0, i]  note <- words }
apply { y = (sum(t, i) keys[t, i] * s[i]) + count(note) }`);
    expect(manifest.advance).toBe('C');
    expect(manifest.tokens).toBe('N');
    expect(manifest.tensors.find((t) => t.name === 's')?.growth).toEqual({ kind: 'state', from: 'w' });
    expect(manifest.tensors.find((t) => t.name === 'note')?.count).toBe('note_count');
  });
});
