import type { Method, SizeSymbol } from '../ir/nodes.js';
import { opFlags } from '../ir/visit.js';
import { Size, type Sym } from '../symbolic/index.js';
import { blocksOf } from './blocks.js';
import { allowed, bytesOf, lightened, stepWork } from './estimate.js';
import { Random } from './random.js';

type Sizes = Readonly<Record<string, number>>;

/** A request: its sizes, and how many tokens are in its memories before it steps. 0: a new session; above, memories have random contents. */
export interface CaseRequest {
  readonly sizes: Sizes;
  readonly tokens: number;
}

/** One situation to try. */
export interface Case extends CaseRequest {
  readonly name: string;
  /** Steps to run one after another. */
  readonly steps: number;
  /** Further requests, which step together with the first. Their sizes differ in those that only inputs tell. */
  readonly together?: readonly CaseRequest[];
}

/** Values of sizes without a meaning for tokens in most tests. */
const SMALL = { least: 8, most: 96 };
/** A length of a few thousand, where tensors grow by no more than this. */
const LONG = 2500;
const LONG_BYTES = 128 * 2 ** 20;
/** Requests that step together. */
const TOGETHER = 4;
/** Operations of a step beyond which sizes that may be chosen are made smaller, and fewer steps are run. */
const WORK = 3e9;

/**
 * Shapes that catch mistakes: the smallest sizes, odd small ones, a few thousand, and requests of different lengths in one
 * batch; for token memories an empty memory, lengths around each block size, one that is longer than what selections keep and one
 * of a few thousand tokens. `given` fixes sizes. Where a step is much work, sizes are smaller and steps fewer.
 */
export function casesOf(method: Method, seed: number, given: Sizes = {}): readonly Case[] {
  const chooser = new Chooser(method, new Random(seed), given);
  const cases = method.tokens ? tokenCases(method, method.tokens, given[method.tokens.name], chooser) : freeCases(method, chooser);
  return unique(cases).map((c, i) => withSteps(method, c, i === 0 ? 2 : 1));
}

/** Picks sizes other than that which counts tokens. */
class Chooser {
  constructor(private readonly method: Method, private readonly random: Random, private readonly given: Sizes) {}

  at(pick: (size: SizeSymbol) => number, tokens = 1): Sizes {
    const free = this.method.sizes.filter((s) => s !== this.method.tokens);
    const chosen = Object.fromEntries(free.map((s) => [s.name, this.given[s.name] ?? allowed(pick(s), s)]));
    const open = free.filter((s) => this.given[s.name] === undefined);
    return lightened(open, chosen, WORK, (sizes) => stepWork(this.method, atTokens(this.method, sizes, tokens)));
  }

  smallest(): Sizes { return this.at((s) => Math.max(s.min, 1)); }

  small(tokens = 1): Sizes { return this.at((s) => this.random.integer(...smallRange(s)), tokens); }

  /** Other values for the sizes that only inputs tell. */
  alike(sizes: Sizes, pick: Sizes): Sizes {
    return Object.fromEntries(Object.entries(sizes).map(([name, value]) => [name, inputOnly(this.method, name) ? pick[name] ?? value : value]));
  }
}

function smallRange({ min, max }: SizeSymbol): readonly [number, number] {
  const most = Math.max(min, Math.min(SMALL.most, max));
  return [Math.max(min, Math.min(SMALL.least, most)), most];
}

/** Methods that count no tokens. Those that remember something, or decide something, step several times. */
function freeCases(method: Method, chooser: Chooser): readonly Case[] {
  const remembers = method.tensors.some((t) => t.role === 'memory' && t.growth?.kind === 'state');
  const steps = remembers || method.ops.some((op) => opFlags(op).length > 0) ? 3 : 1;
  const long = lightened(method.sizes.filter((s) => s.max > 1), chooser.at(() => LONG), LONG_BYTES, (sizes) => bytesOf(method, sizes));
  const [small, smallest] = [chooser.small(), chooser.smallest()];
  const cases = [
    { name: 'smallest', sizes: smallest, tokens: 0, steps },
    { name: 'empty', sizes: chooser.at((s) => s.min), tokens: 0, steps },
    { name: 'small', sizes: small, tokens: 0, steps },
    { name: 'a few thousand', sizes: long, tokens: 0, steps },
    ...(remembers ? [{ name: 'with contents', sizes: chooser.small(), tokens: 1, steps: 2 }] : []),
  ];
  const requests = [small, smallest, chooser.small(), long].map((pick, i) => ({ sizes: chooser.alike(small, pick), tokens: remembers ? i % 2 : 0 }));
  return [...cases, ...togetherCase(method, requests)];
}

function tokenCases(method: Method, tokens: SizeSymbol, fixed: number | undefined, chooser: Chooser): readonly Case[] {
  const blocks = blocksOf(method);
  const wanted = fixed !== undefined ? [fixed] : [0, ...blocks.flatMap((b) => [b - 2, 3 * b]), 137, LONG].filter((n) => n >= 0);
  const cases: Case[] = [];
  for (const length of new Set(wanted)) {
    const sizes = chooser.small(length);
    const brought = advanceOf(method, sizes);
    const before = fixed === undefined ? wholeSteps(Math.max(length, tokens.min - brought), brought) : fixed - brought;
    const steps = fixed !== undefined ? 1 : blocks.includes(length + 2) ? 4 : 3;
    const last = before + steps * brought;
    const grown = bytesOf(method, atTokens(method, sizes, last)) - bytesOf(method, atTokens(method, sizes, brought));
    if (before < 0 || last > tokens.max || (length === LONG && fixed === undefined && grown > LONG_BYTES)) continue;
    cases.push({ name: `after ${before} tokens`, sizes, tokens: before, steps });
  }
  if (fixed !== undefined) return cases;
  const block = Math.max(2, Math.min(...blocks, 64));
  const first = chooser.small();
  return [...cases, ...togetherCase(method, [0, block - 1, block, 137].map((length, i) => {
    const sizes = i === 0 ? first : chooser.alike(first, i === 1 ? chooser.smallest() : chooser.small(length));
    const brought = advanceOf(method, sizes);
    const most = Math.max(0, Math.floor(tokens.max / brought) - 2) * brought;
    return { sizes, tokens: Math.min(wholeSteps(Math.max(length, tokens.min - brought), brought), most) };
  }))];
}

/** The tokens of as many steps as it takes to get to a length. */
function wholeSteps(length: number, brought: number): number {
  return Math.ceil(length / brought) * brought;
}

/** Requests that differ, in one batch, if the method takes batches. */
function togetherCase(method: Method, requests: readonly CaseRequest[]): readonly Case[] {
  const { min, max } = method.batch;
  const [first, ...together] = requests.slice(0, Math.min(TOGETHER, max));
  if (!first || together.length === 0 || together.length + 1 < min) return [];
  const name = method.tokens ? `requests of ${[first, ...together].map((r) => r.tokens).join(', ')} tokens together` : `${together.length + 1} requests together`;
  return [{ ...first, name, together, steps: 2 }];
}

/** Fewer steps where they are much work, but those around the ends of blocks. */
function withSteps(method: Method, which: Case, least: number): Case {
  if (which.steps > 3) return which;
  const work = [which, ...which.together ?? []].reduce((n, r) => n + stepWork(method, atTokens(method, r.sizes, r.tokens + advanceOf(method, r.sizes))), 0);
  return { ...which, steps: Math.min(which.steps, Math.max(least, Math.floor(WORK / work))) };
}

/** Tokens that a step brings. */
export function advanceOf({ advance }: Method, sizes: Sizes): number {
  return advance ? Size.evaluate(advance, sizes) : 1;
}

/** The sizes of a request that has `tokens` tokens. */
export function atTokens(method: Method, sizes: Sizes, tokens: number): Sizes {
  return method.tokens ? { ...sizes, [method.tokens.name]: tokens } : sizes;
}

/** Sizes that only inputs tell may change from step to step and are not given when a program is loaded. */
export function inputOnly({ tensors }: Method, size: string): boolean {
  const names = (extent: Sym | undefined): boolean => extent !== undefined && Size.variables(extent).includes(size);
  const isTold = tensors.some((t) => t.role === 'input' && t.shape.some(names));
  return isTold && !tensors.some((t) => (t.role === 'memory' || t.role === 'weight') && [...t.shape, t.idRange].some(names));
}

function unique(cases: readonly Case[]): readonly Case[] {
  return [...new Map(cases.map((c) => [JSON.stringify([c.sizes, c.tokens, c.together]), c])).values()];
}
