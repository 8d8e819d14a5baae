import { describe, expect, it } from 'vitest';
import * as ir from '../../../src/ir/build.js';
import type { CallOp, Method, Op, Tensor } from '../../../src/ir/nodes.js';
import { formSteps, runPasses } from '../../../src/ir/passes/index.js';

const x = ir.tensor('x', 'input', 'f32', [4]);
const s = ir.tensor('s', 'memory', 'f32', [4], { growth: { kind: 'state' } });
const flag = ir.tensor('flag', 'temp', 'bool', []);
const temp = (name: string): Tensor => ir.tensor(name, 'temp', 'f32', [4]);
const output = (name: string): Tensor => ir.tensor(name, 'output', 'f32', [4]);

function each(target: Tensor, value: (i: ReturnType<typeof ir.axis>) => ReturnType<typeof ir.load>, options: ir.OpOptions = {}): Op {
  const i = ir.axis('i', 4);
  return ir.map(target, [i], value(i), options);
}

function method(ops: readonly Op[], tensors: readonly Tensor[]): Method {
  return ir.method('m', { tensors: [x, s, ...tensors], ops });
}

describe('reads before and after a write', () => {
  const [before, after, y, z] = [temp('before'), temp('after'), output('y'), output('z')];
  const sample = method([
    each(before, (i) => ir.mul(ir.load(s, i), 2)), each(s, (i) => ir.add(ir.load(s, i), ir.load(x, i))), each(after, (i) => ir.mul(ir.load(s, i), 2)),
    each(y, (i) => ir.load(before, i)), each(z, (i) => ir.load(after, i)),
  ], [before, after, y, z]);

  it('are different values', () => {
    expect(runPasses(sample, ['dedupe'])).toBe(sample);
  });
  it('are steps of their own', () => {
    const steps = formSteps(sample).map((step) => step.writes.map((t) => t.name).join());
    const at = (name: string): number => steps.findIndex((names) => names.split(',').includes(name));
    expect(at('y')).toBeLessThan(at('s'));
    expect(at('s')).toBeLessThan(at('z'));
  });
});

describe('flags', () => {
  const [part, y] = [temp('part'), output('y')];
  const sample = method([
    ir.map(flag, [], ir.lt(ir.load(x, 0), 1)), each(part, (i) => ir.load(x, i), { when: ir.load(flag) }), each(y, (i) => ir.load(part, i)),
  ], [flag, part, y]);
  it('live as long as an operation waits for them', () => {
    expect(runPasses(sample, ['eliminate-dead'])).toBe(sample);
  });
  it('are computed in a step before those that wait for them', () => {
    expect(formSteps(sample).map((step) => step.writes.map((t) => t.name))).toEqual([['flag'], ['part'], ['y']]);
  });
  it('that are equal become one, in conditions too', () => {
    const [again, more] = [ir.tensor('again', 'temp', 'bool', []), output('more')];
    const twice = method([...sample.ops, ir.map(again, [], ir.lt(ir.load(x, 0), 1)), each(more, (i) => ir.load(x, i), { when: ir.load(again) })], [flag, part, y, again, more]);
    const found = runPasses(twice, ['dedupe']);
    expect(found.tensors).not.toContain(again);
    expect(found.ops.at(-1)?.when).toMatchObject({ kind: 'load', tensor: flag });
  });
});

describe('calls of the host', () => {
  const [asked, answer, y] = [temp('asked'), temp('answer'), output('y')];
  const call: CallOp = {
    kind: 'call', stage: 'apply', once: false, span: ir.NO_SPAN, args: [{ tensor: asked }], results: [{ tensor: answer }],
    callee: { kind: 'extern', name: 'model', doc: '', params: [], results: [], cost: { flop: ir.extent(0), bytes: ir.extent(0) }, device: 'gpu', span: ir.NO_SPAN },
  };
  const apply = { stage: 'apply' as const };
  const sample = method([each(asked, (i) => ir.load(x, i), apply), call, each(y, (i) => ir.load(answer, i), apply)], [asked, answer, y]);
  it('are steps of their own, between what they read and what reads them', () => {
    const steps = formSteps(sample);
    expect(steps.map((step) => step.call?.callee.name)).toEqual([undefined, 'model', undefined]);
    expect(steps[1]).toMatchObject({ name: 'model', ops: [], reads: [asked], writes: [answer], hidden: [] });
  });
  it('go with their results', () => {
    expect(runPasses(sample, ['eliminate-dead'])).toBe(sample);
    expect(runPasses(method([call, each(y, (i) => ir.load(x, i))], [asked, answer, y]), ['eliminate-dead']).ops).toHaveLength(1);
  });
});

describe('reductions', () => {
  it('that a value needs twice are computed once', () => {
    const y = output('y');
    const w = ir.tensor('w', 'weight', 'f32', [4, 4]);
    const j = ir.axis('j', 4);
    const sample = method([each(y, (i) => {
      const total = ir.sum([j], ir.mul(ir.load(w, i, j), ir.load(x, j)));
      return ir.div(total, ir.add(ir.abs(total), 1));
    })], [w, y]);
    const { ops } = runPasses(sample, ['hoist-reductions'], { verify: true });
    expect(ops).toHaveLength(2);
    expect(runPasses({ ...sample, ops }, ['hoist-reductions']).ops).toBe(ops);
  });
});
