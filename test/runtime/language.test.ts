import { describe, expect, it } from 'vitest';
import { fromNumbers, toNumbers, type TensorData } from '../../src/numerics/tensor-data.js';
import { ReferenceSession, type ReferenceExtern } from '../../src/reference/index.js';
import { findCompiler } from '../../src/runtime/cpu/index.js';
import {
  ExecutionError, loadProgram, RuntimeError, wordVocabulary, type ExternFunction, type LoadOptions, type Program, type TensorMap,
} from '../../src/runtime/index.js';
import { referenceInterpreter } from '../../src/verify/index.js';
import { compileWhole } from '../support/examples.js';
import { CHUNKS, KEPT, LOOK_AHEAD, PROMPT, SCAN } from '../verify/methods.js';

/** End to end: what the language says about state, conditions and calls, on compiled code and on the interpreter. */
const f32 = (shape: readonly number[], values: readonly number[]): TensorData => fromNumbers('f32', shape, values);
const i32 = (shape: readonly number[], values: readonly number[]): TensorData => fromNumbers('i32', shape, values);
const numbers = (data: TensorData | undefined): readonly number[] => (data ? [...toNumbers(data)] : []);
const plans = (await findCompiler()) === undefined ? ['reference'] : ['reference', 'cpu'];

async function codeOf(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    return error instanceof RuntimeError ? error.code : String(error);
  }
  return 'no error';
}

async function builds(source: string): Promise<(options: LoadOptions) => Promise<Program>> {
  const { manifest, files } = await compileWhole({ text: source, file: 'method.mp' });
  const texts = Object.fromEntries(files.map((f) => [f.path, f.text]));
  return (options) => loadProgram({ manifest, files: texts }, { threads: 1, interpreter: referenceInterpreter, ...options });
}

const lookAhead = await builds(LOOK_AHEAD);
const kept = await builds(KEPT);
const chunks = await builds(CHUNKS);
const prompt = await builds(PROMPT);
const scan = await builds(SCAN);
/** A set that lives on while what it chooses from grows. */
const grown = await builds(`method grown
size N in 1..100
step N
input x : f32[2]
output even, sure
retrieve every 3 tokens { keep even[i] = { t in N | t % 2 == i } for i in 2 }
apply { sure[t] = if even[0, t] >= 0 then x[0] else x[1] for t in N }
`);

const affinity = f32([4, 10], Array.from({ length: 40 }, (_, i) => ((i * 7) % 11) - 5));
/** Unsure where the question ends with 1. Its guess is the question and what was noted. */
const ahead: ReferenceExtern = ({ question, note }) => {
  const [asked, noted] = [numbers(question), numbers(note)];
  return { words: Int32Array.from([...asked, ...noted]).subarray(0, 16), prob: asked.map((id) => (id === 1 ? 0.25 : 0.75)) };
};
const rerank: ReferenceExtern = ({ words, docs }) => {
  const gains = numbers(docs).map((d) => d + (words?.shape[0] ?? 0));
  return { gain: [...gains, 0, 0, 0].slice(0, 3) };
};

describe.each(plans)('a method that asks the host (plan %s)', (plan) => {
  const load = (externs: Record<string, ExternFunction> = {}): Promise<Program> =>
    lookAhead({ plan, memories: { affinity }, externs: { ahead, rerank, ...externs } });

  it('retrieves only in the steps in which a computed flag says so', async () => {
    const calls: string[] = [];
    const program = await load({ rerank: (args, sizes) => { calls.push('rerank'); return rerank(args, sizes); } });
    const session = program.createSession();
    const sure = await session.step({ question: i32([2], [3, 4]) });
    expect(numbers(sure['words']).slice(0, 3)).toEqual([3, 4, -1]);
    expect(numbers(sure['best'])).toEqual([-1, -1, -1]);
    expect([numbers(sure['lowest']), numbers(sure['gain']), numbers(sure['total'])]).toEqual([[0.75], [0, 0, 0], [0]]);
    expect(calls).toEqual([]);
    const unsure = await session.step({ question: i32([2], [2, 1]) });
    expect(calls).toEqual(['rerank']);
    const best = numbers(unsure['best']);
    expect(new Set(best).size).toBe(3);
    expect(numbers(unsure['gain'])).toEqual(best.map((d) => d + 2));
    expect(numbers(unsure['total'])).toEqual([best.reduce((a, d) => a + d + 2, 0)]);
    const after = await session.step({ question: i32([1], [5]) }); // the note of the step before is asked about too
    expect(numbers(after['words']).slice(0, 4)).toEqual([5, 2, 1, -1]);
    expect(numbers(after['best'])).toEqual([-1, -1, -1]);
    expect(numbers(after['prior'])).toEqual([0, 1, 2, 3].map((d) => Number(best.includes(d))));
    expect(numbers(await session.tensor('note')).slice(0, 3)).toEqual([2, 1, -1]);
    await program.close();
  });

  it('is as before where a function throws or gives what does not fit', async () => {
    let answer: ExternFunction = rerank;
    const program = await load({ rerank: (args, sizes) => answer(args, sizes) });
    const [session, mate] = [program.createSession(), program.createSession()];
    await session.step({ question: i32([2], [2, 1]) });
    const memories = (): Promise<readonly TensorData[]> => Promise.all(['note', 'note_count', 'asked'].map((m) => session.tensor(m)));
    const before = await memories();
    answer = () => Promise.reject(new Error('the model is gone'));
    const failure: unknown = await session.step({ question: i32([1], [1]) }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ExecutionError);
    expect((failure as ExecutionError).message).toMatch(/MPC6310: look_ahead.*`rerank` failed: the model is gone/);
    for (const [value, message] of [
      [{}, '`gain` of `rerank` is missing'], [{ gain: [1, 2] }, '2 elements, not 3'], [{ gain: i32([3], [1, 2, 3]) }, 'is i32[3], not f32[3]'],
    ] as const) {
      answer = () => value;
      await expect(session.step({ question: i32([1], [1]) })).rejects.toMatchObject({ code: 'MPC6311', message: expect.stringContaining(message) as string });
    }
    expect(await codeOf(() => program.step([
      { session: mate, inputs: { question: i32([1], [3]) } }, { session, inputs: { question: i32([1], [1]) } },
    ]))).toBe('MPC6311');
    expect(await memories()).toEqual(before);
    answer = rerank;
    expect(numbers((await session.step({ question: i32([1], [1]) }))['words']).slice(0, 4)).toEqual([1, 2, 1, -1]);
    await program.close();
  });

  it('checks what comes back before a kernel uses it as an index', async () => {
    const program = await load({ ahead: () => ({ words: [3, 10], prob: [0.1, 0.1] }) });
    const session = program.createSession();
    await expect(session.step({ question: i32([1], [1]) })).rejects.toMatchObject({ code: 'MPC6311', message: expect.stringContaining('holds 10 at 1, outside 0 .. 10 - 1') as string });
    await program.close();
    const long = await load({ ahead: () => ({ words: new Int32Array(17), prob: [] }) });
    expect(await codeOf(() => long.createSession().step({ question: i32([1], [1]) }))).toBe('MPC6311');
    await long.close();
  });

  it('steps several requests together', async () => {
    const program = await load({ ahead: async (args, sizes) => { await Promise.resolve(); return ahead(args, sizes); } });
    const sessions = [0, 1, 2].map(() => program.createSession());
    const questions = [[1], [2, 3], [4, 1]];
    const together = await program.step(sessions.map((session, i) => ({ session, inputs: { question: i32([questions[i]?.length ?? 0], questions[i] ?? []) } })));
    for (const [i, outputs] of together.entries()) {
      const alone = await program.createSession().step({ question: i32([questions[i]?.length ?? 0], questions[i] ?? []) });
      expect(outputs).toEqual(alone);
    }
    await program.close();
  });

  it('needs its functions, lists that agree with their counts, and a trace shows its calls', async () => {
    expect(await codeOf(() => lookAhead({ plan, memories: { affinity } }))).toBe('MPC6221');
    expect(await codeOf(() => load({ other: ahead }))).toBe('MPC6201');
    const program = await lookAhead({ plan, memories: { affinity }, externs: { ahead, rerank }, trace: true });
    const session = program.createSession();
    const note = i32([24], [7, 8, ...Array<number>(22).fill(-1)]);
    expect(await codeOf(() => session.preset({ note, note_count: i32([], [3]) }, 0))).toBe('MPC6220');
    expect(await codeOf(() => session.preset({ note }, 0))).toBe('MPC6220');
    await session.preset({ note, note_count: i32([], [2]) }, 0);
    expect(numbers((await session.step({ question: i32([1], [3]) }))['words']).slice(0, 4)).toEqual([3, 7, 8, -1]);
    const spans = program.trace().traceEvents.filter((e) => e.ph === 'X' && e.pid === 1).map((e) => e.name);
    expect(spans).toContain('ahead');
    expect(spans).not.toContain('rerank');
    await program.close();
  });
});

describe.each(plans)('state (plan %s)', (plan) => {
  const first = f32([4], [100, 200, 300, 400]);
  const load = (): Promise<Program> => kept({ plan, weights: { first } });
  const token = (n: number): TensorMap => ({ x: f32([4], [n, -n, n / 2, 1]) });

  it('starts as its weight, is read before and after its write, and keeps what is computed now and then', async () => {
    const program = await load();
    const session = program.createSession();
    const bests: (readonly number[])[] = [];
    for (let n = 1; n <= 9; n++) {
      const outputs = await session.step(token(n));
      const sum = (n * (n + 1)) / 2;
      expect(numbers(outputs['mean'])).toEqual([100 + sum, 200 - sum, 300 + sum / 2, 400 + n].map((v) => Math.fround(v / n)));
      const three = Math.max(0, n - 3); // the ring still holds the token three steps back, where there was one
      expect(numbers(outputs['drift'])).toEqual(three === 0 ? numbers(token(n)['x']) : [3, -3, 1.5, 0]);
      bests.push(numbers(outputs['best']));
      const chosen = bests[n - 1]?.filter((id) => id >= 0).map((id) => id + 1) ?? [];
      expect(numbers(outputs['mixed'])).toEqual([0, 1, 2, 3].map((d) => chosen.reduce((a, c) => a + [c, -c, c / 2, 1][d]!, 0)));
    }
    expect(bests).toEqual([[0, -1], [0, -1], [0, -1], [0, -1], [4, 3], [4, 3], [4, 3], [4, 3], [8, 7]]);
    const other = program.createSession();
    expect(numbers(await other.tensor('running'))).toEqual(numbers(first));
    await session.preset({}, 0);
    expect(numbers(await session.tensor('running'))).toEqual(numbers(first));
    await program.close();
  });
});

describe.each(plans)('steps of several tokens (plan %s)', (plan) => {
  it('leave the same memories as single tokens do', async () => {
    const program = await chunks({ plan });
    const rows = Array.from({ length: 11 }, (_, i) => [i + 1, -2 * i]);
    const chunk = (lo: number, hi: number): TensorMap => ({ k: f32([hi - lo, 2], rows.slice(lo, hi).flat()) });
    const [one, many] = [program.createSession(), program.createSession()];
    const single = await one.prefill(rows.map((_, i) => chunk(i, i + 1)));
    const whole = await many.prefill([chunk(0, 4), chunk(4, 5), chunk(5, 11)]);
    expect([one.tokens, many.tokens]).toEqual([11, 11]);
    expect(whole).toEqual(single);
    expect(numbers(whole['sums'])).toEqual([66, -110]);
    for (const memory of ['keys', 'total']) expect(await many.tensor(memory)).toEqual(await one.tensor(memory));
    expect(await codeOf(() => many.step({ k: f32([0, 2], []) }))).toBe('MPC6208');
    await many.preset({}, 4090);
    expect(await codeOf(() => many.step(chunk(0, 7)))).toBe('MPC6211');
    await many.step(chunk(0, 6));
    expect(many.tokens).toBe(4096);
    await program.close();
  });

  it('carry a recurrence from step to step', async () => {
    const program = await scan({ plan });
    const session = program.createSession();
    const x = Array.from({ length: 6 }, (_, t) => [t, t * t, 1]);
    const decay = [0.5, 2, 0.25, 1, 0.5, 1];
    let state = [0, 0, 0];
    const wanted = x.map((row, t) => (state = state.map((s, i) => s * (decay[t] ?? 0) + (row[i] ?? 0))));
    const run = (lo: number, hi: number): Promise<TensorMap> =>
      session.step({ x: f32([hi - lo, 3], x.slice(lo, hi).flat()), decay: f32([hi - lo], decay.slice(lo, hi)) });
    expect(numbers((await run(0, 4))['s'])).toEqual(wanted.slice(0, 4).flat());
    const outputs = await run(4, 6);
    expect(numbers(outputs['s'])).toEqual(wanted.slice(4).flat());
    expect(numbers(outputs['last'])).toEqual(wanted[5]);
    await program.close();
  });
});

describe.each(plans)('templates (plan %s)', (plan) => {
  const words = ['question', 'memory', 'alpha', 'beta', 'gamma'];
  const asked: (readonly number[])[] = [];
  const answer: ExternFunction = ({ text }) => {
    asked.push(numbers(text));
    return { reply: numbers(text).slice(0, 3) };
  };
  const load = (options: LoadOptions = {}): Promise<Program> =>
    prompt({ plan, sizes: { Words: 5 }, vocabulary: wordVocabulary(words), externs: { answer }, ...options });

  it('are filled in by the runtime', async () => {
    const program = await load();
    const session = program.createSession();
    const outputs = await session.step({ question: i32([2], [2, 3]) });
    expect(asked.at(-1)).toEqual([0, 2, 3, 1]);
    expect([numbers(outputs['reply']).slice(0, 4), numbers(outputs['length'])]).toEqual([[0, 2, 3, -1], [4]]);
    await session.step({ question: i32([1], [4]) });
    expect(asked.at(-1)).toEqual([0, 4, 1, 0, 2, 3]);
    await program.close();
  });

  it('need a vocabulary, and room for the text', async () => {
    expect(await codeOf(() => prompt({ plan, sizes: { Words: 5 }, externs: { answer } }))).toBe('MPC6222');
    const wordy = { encode: () => new Int32Array(3), decode: () => '' };
    const program = await load({ vocabulary: wordy });
    const session = program.createSession();
    await session.preset({ note: i32([16], Array<number>(16).fill(2)), note_count: i32([], [16]) }, 0);
    const failing = session.step({ question: i32([40], Array<number>(40).fill(2)) });
    await expect(failing).rejects.toMatchObject({ code: 'MPC6311', message: expect.stringContaining('62 elements, not up to 58') as string });
    await program.close();
  });
});

describe('the reference session', () => {
  it.each([
    ['look ahead', LOOK_AHEAD, { affinity }, [[2, 1], [3, 4], [5], [1, 6]].map((q) => ({ question: i32([q.length], q) })), { externs: { ahead, rerank } }],
    ['kept choices', KEPT, { first: f32([4], [1, 2, 3, 4]) }, Array.from({ length: 6 }, (_, n) => ({ x: f32([4], [n, 1, -n, 2]) })), {}],
    ['chunks', CHUNKS, {}, [3, 1, 5].map((c) => ({ k: f32([c, 2], Array.from({ length: 2 * c }, (_, i) => i - c)) })), {}],
    ['scans', SCAN, {}, [3, 1, 5].map((c) => ({ x: f32([c, 3], Array.from({ length: 3 * c }, (_, i) => i - c)), decay: f32([c], Array<number>(c).fill(0.5)) })), {}],
  ])('does the same: %s', async (_, source, given, inputs, host) => {
    const { method, manifest, files } = await compileWhole({ text: source, file: 'method.mp' });
    const session = new ReferenceSession(method, host);
    const isWeight = (name: string): boolean => method.tensors.some((t) => t.name === name && t.role === 'weight');
    const [weights, memories] = [true, false].map((w) => Object.fromEntries(Object.entries(given).filter(([name]) => isWeight(name) === w)));
    session.load(memories ?? {}, weights ?? {});
    const program = await loadProgram({ manifest, files: Object.fromEntries(files.map((f) => [f.path, f.text])) }, {
      plan: 'reference', interpreter: referenceInterpreter, weights: weights ?? {}, memories: memories ?? {}, ...host,
    });
    const request = program.createSession();
    for (const each of inputs) {
      const outputs = await request.step(each);
      expect(session.step(each).outputs).toEqual(outputs);
    }
    for (const { name } of method.tensors.filter((t) => t.role === 'memory')) expect(session.memory(name)).toEqual(await request.tensor(name));
    await program.close();
  });
});

const NEXT = `method next_words
size Contexts in 1 .. 100
size Words in 1 .. 50
input at : f32
input probability : f32[Words]
memory key : f32[Contexts] static
memory next : id<Words>[Contexts] static
output mixed
apply {
  near = topk(c) -abs(at - key[c]) count 1
  knn[next[c]] += 1.0 for c in near
  mixed[w] = 0.5 * knn[w] + 0.5 * probability[w]
}`;

describe.each(plans)('a size that only limits the ids of a memory (plan %s)', async (plan) => {
  const next = await builds(NEXT);
  const memories = { key: f32([2], [0, 1]), next: i32([2], [3, 1]) };

  it('is told when the program is loaded, and stays', async () => {
    expect(await codeOf(() => next({ plan, memories }))).toBe('MPC6210');
    expect(await codeOf(() => next({ plan, memories, sizes: { Words: 3 } }))).toBe('MPC6206');
    const session = (await next({ plan, memories, sizes: { Words: 4 } })).createSession();
    expect(numbers((await session.step({ at: f32([], [0.1]), probability: f32([4], [1, 0, 0, 0]) }))['mixed'])).toEqual([0.5, 0, 0, 0.5]);
    expect(await codeOf(() => session.step({ at: f32([], [0.1]), probability: f32([2], [1, 0]) }))).toBe('MPC6204');
  });
});

describe.each(plans)('a kept choice whose room grows (plan %s)', (plan) => {
  it('has no entries where it was not made anew', async () => {
    const program = await grown({ plan });
    const session = program.createSession();
    const x = f32([2], [1, 0]);
    const seen: (readonly (readonly number[])[])[] = [];
    for (let step = 0; step < 5; step++) {
      const { even, sure } = await session.step({ x });
      seen.push([numbers(even), numbers(sure)]);
    }
    expect(seen).toEqual([
      [[0, -1], [1]],
      [[0, -1, -1, -1], [1, 0]],
      [[0, -1, -1, -1, -1, -1], [1, 0, 0]],
      [[0, 2, -1, -1, 1, 3, -1, -1], [1, 1, 0, 0]],
      [[0, 2, -1, -1, -1, 1, 3, -1, -1, -1], [1, 1, 0, 0, 0]],
    ]);
    await program.close();
  });
});
