import { describe, expect, it } from 'vitest';
import * as k from '../../../../src/ir/kernel/build.js';
import type { KBuffer, KExpr, KStmt } from '../../../../src/ir/kernel/nodes.js';
import { prepareWave, type KernelWork, type Surroundings } from '../../../../src/ir/kernel/work/index.js';
import { Size } from '../../../../src/symbolic/index.js';

const THREAD = k.counter('thread');
const BLOCK = k.counter('block');
const N = Size.variable('N');

function buffer(name: string, dtype: KBuffer['dtype'] = 'f32', space: KBuffer['space'] = 'global'): KBuffer {
  return { kind: 'buffer', name, dtype, space, elements: space === 'global' ? N : Size.constant(64) };
}

function keep(name: string, value: KExpr): KStmt {
  return { kind: 'let', name, value };
}

function loop(name: string, lo: KExpr | number, hi: KExpr | number, body: readonly KStmt[], step = 1): KStmt & { readonly kind: 'for' } {
  const expr = (e: KExpr | number): KExpr => (typeof e === 'number' ? k.constant(e) : e);
  return { kind: 'for', name, lo: expr(lo), hi: expr(hi), step, binding: { kind: 'serial' }, body };
}

const [x, y, ids] = [buffer('x'), buffer('y'), buffer('ids', 'i32')];

/** What a block of one wave does, everything cold, unless told otherwise. */
function count(body: readonly KStmt[], { blocks = 1, threads = 32, n = 4096, ...around }: { blocks?: number; threads?: number; n?: number } & Partial<Surroundings> = {}): KernelWork {
  const launch = { grid: [blocks, 1, 1] as const, block: threads, thread: 'thread', blocks: ['block', 'by', 'bz'] as const };
  return prepareWave({ body, launch }, (name) => (name === 'exchange' ? { exchanges: 5, arithmetic: 10 } : {}))({
    sizes: { N: n }, wave: 32, sector: 32, line: 128, near: 2 ** 17, element: () => () => 7, warm: () => false, ...around,
  });
}

describe('instructions of a wave', () => {
  it('are those that a compiler leaves: nothing is computed twice', () => {
    const twice = k.mul(k.load(x, THREAD), k.load(x, THREAD));
    const { longest } = count([keep('a', twice), keep('b', twice)]);
    expect(longest).toMatchObject({ accesses: 1, arithmetic: 1, integer: 1 }); // one load, its address, one product
  });

  it('leave loops that do not change them', () => {
    // Sixteen turns of a loop that stays a loop: a load of its own, and one of a place that does not change.
    const { longest } = count([loop('i', 0, k.fromSym(N), [keep('a', k.mul(k.load(x, k.counter('i')), k.load(y, THREAD)))])], { n: 16 });
    expect(longest.accesses).toBe(16 + 1);
    expect(longest.arithmetic).toBe(16);
  });

  it('do not compute addresses that differ by a constant anew', () => {
    const at = (offset: number): KExpr => k.load(x, k.add(k.mul(THREAD, k.constant(12)), k.constant(offset)));
    // A product for the index and an instruction for the address serve both.
    expect(count([keep('a', at(0)), keep('b', at(5))]).longest).toMatchObject({ accesses: 2, integer: 2 });
  });

  it('know what divisions of whole numbers take', () => {
    const by = (divisor: KExpr): number => count([keep('q', k.binary('div', THREAD, divisor))]).longest.integer;
    expect([by(k.constant(8)), by(k.constant(12)), by(k.fromSym(N))]).toEqual([1, 3, 40]);
  });

  it('of vectors count for each lane, and bytes for what a lane loads at once', () => {
    const { longest } = count([keep('v', k.load(buffer('h', 'f16'), k.mul(THREAD, k.constant(16)), 16, 1))]);
    expect(longest).toMatchObject({ accesses: 2, arithmetic: 16, lines: 8 }); // two of 16 bytes each, 16 values widened, 1 KiB in lines of 128 bytes
  });
});

describe('trips of a wave', () => {
  it('that depend on one another follow one another', () => {
    const id = k.load(ids, THREAD);
    expect(count([keep('a', k.load(x, id))]).longest).toMatchObject({ coldTrips: 2, warmTrips: 0 });
    expect(count([keep('a', k.load(x, THREAD)), keep('b', k.load(y, THREAD))]).longest.coldTrips).toBe(1);
    expect(count([keep('a', k.load(x, id))], { warm: (b) => b === x }).longest).toMatchObject({ coldTrips: 1, warmTrips: 1 });
  });

  it('of the turns of short loops that a compiler unrolls are made together, eight at a time', () => {
    const far = k.load(x, k.add(k.mul(k.counter('i'), k.constant(64)), THREAD));
    const body = [keep('a', far)];
    expect(count([loop('i', 0, 16, body)]).longest.coldTrips).toBeCloseTo(1.6, 10); // all sixteen at once, ten in flight
    expect(count([loop('i', 0, k.fromSym(N), body)], { n: 16 }).longest.coldTrips).toBe(2);
    // With a branch each turn is by itself.
    const branch: KStmt = { kind: 'if', cond: k.lt(THREAD, k.constant(99)), then: body, else: [] };
    expect(count([loop('i', 0, k.fromSym(N), [branch])], { n: 16 }).longest.coldTrips).toBe(16);
  });

  it('are not made for a sector that the turn before has brought', () => {
    // A lane goes through 4-byte elements one after another: every eighth turn meets a new sector of 32 bytes.
    const own = k.load(x, k.add(k.mul(THREAD, k.constant(1024)), k.counter('i')));
    const branch: KStmt = { kind: 'if', cond: k.lt(THREAD, k.constant(99)), then: [keep('a', own)], else: [] };
    const work = count([loop('i', 0, k.fromSym(N), [branch])], { n: 64 });
    expect(work.longest).toMatchObject({ accesses: 64, coldTrips: 8, nearTrips: 56, lines: 64 * 32 });
    expect(work.cacheBytes).toBe(32 * 64 * 4);
  });

  it('end at barriers', () => {
    const id = k.load(ids, THREAD);
    const { longest } = count([keep('i', id), { kind: 'barrier' }, keep('a', k.load(x, k.variable('i', 'i32')))]);
    expect(longest).toMatchObject({ coldTrips: 2, barriers: 1 });
  });
});

describe('traffic', () => {
  it('is in sectors, and lines are looked up one by one', () => {
    expect(count([keep('a', k.load(x, THREAD))])).toMatchObject({ cacheBytes: 128, coldBytes: 128, longest: { lines: 1 } });
    expect(count([keep('a', k.load(x, k.mul(THREAD, k.constant(32))))])).toMatchObject({ cacheBytes: 1024, longest: { lines: 32 } });
  });

  it('of places that data name moves bursts of two sectors', () => {
    const scattered = (index: number): number => index * 1000;
    const { coldBytes } = count([keep('a', k.load(x, k.load(ids, THREAD)))], { n: 1e6, element: () => scattered });
    expect(coldBytes).toBe(128 + 32 * 64);
  });

  it('comes from memory once for blocks that read the same', () => {
    const own = k.add(k.mul(BLOCK, k.constant(32)), THREAD);
    expect(count([keep('a', k.load(x, own))], { blocks: 10 })).toMatchObject({ cacheBytes: 1280, coldBytes: 1280 });
    expect(count([keep('a', k.load(x, THREAD))], { blocks: 10 })).toMatchObject({ cacheBytes: 1280, coldBytes: 128 });
  });

  it('of a second pass over a buffer is in the cache', () => {
    const pass = (name: string): KStmt => loop(name, THREAD, k.fromSym(N), [{ kind: 'if', cond: k.lt(THREAD, k.constant(99)), then: [keep('a', k.load(x, k.counter(name)))], else: [] }], 32);
    const { longest, coldBytes } = count([pass('i'), pass('j')], { n: 512 });
    expect(longest).toMatchObject({ coldTrips: 16, warmTrips: 16 });
    expect(coldBytes).toBe(2048);
  });
});

describe('waves that differ', () => {
  it('are weighed by Simpson\'s rule over the blocks', () => {
    // Block b turns b times: 0 + 1 + … + 100, in the mean 50.
    const { mean, longest } = count([loop('i', 0, BLOCK, [{ kind: 'barrier' }])], { blocks: 101 });
    expect(mean.barriers).toBeCloseTo(50, 10);
    expect(longest.barriers).toBe(100);
  });

  it('share the memory that their block allocates', () => {
    expect(count([{ kind: 'alloc', buffer: buffer('s', 'f32', 'shared') }]).localBytes).toBe(256);
  });

  it('do in a routine what its counts say, each turn', () => {
    const { longest } = count([loop('i', 0, k.fromSym(N), [{ kind: 'call', name: 'exchange', args: [] }])], { n: 3 });
    expect(longest).toMatchObject({ exchanges: 15, arithmetic: 30 });
  });
});
