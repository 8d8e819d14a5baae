import { elementsOf } from '../../ir/elements.js';
import type { Span } from '../../diagnostics/diagnostic.js';
import type { KBuffer, KParam, KStmt } from '../../ir/kernel/nodes.js';
import type { Method, ComputeOp, Stage, Tensor } from '../../ir/nodes.js';
import type { DType } from '../../numerics/dtype.js';
import { Size, type Sym, type SymLike } from '../../symbolic/index.js';
import { cppStmts } from '../shared/cpp.js';
import { hipDialect } from './dialect.js';

/** Names that a tensor, size or axis of a method may have and C++ or HIP has taken. */
const RESERVED = new Set((
  'alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t class co_await co_return ' +
  'co_yield compl concept const const_cast consteval constexpr constinit continue decltype default delete do double dynamic_cast ' +
  'else enum explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq ' +
  'nullptr operator or or_eq private protected public register reinterpret_cast requires return short signed sizeof static ' +
  'static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename union unsigned using ' +
  'virtual void volatile wchar_t while xor xor_eq threadIdx blockIdx blockDim gridDim warpSize main abs exp log sqrt sin cos tanh ' +
  'floor ceil min max pow').split(' '));

export function cName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '_');
  return RESERVED.has(plain) || /^(mpc_|MPC_|__|[0-9])/.test(plain) ? `${plain}_` : plain;
}

/** What all kernels of a method share: sizes and their bounds, names, scratch tensors. */
export class MethodScope {
  readonly scratch: Tensor[] = [];
  /** Tensors whose kernels multiply on the matrix units. */
  readonly onMatrixUnits = new Set<Tensor>();
  private readonly kernelNames = new Set<string>();
  private readonly maxima: Readonly<Record<string, number>>;
  /** Names of sizes and tensors, which no kernel gives to anything else. */
  readonly names: ReadonlySet<string>;

  constructor(readonly method: Method, readonly lineOf?: (span: Span) => number | undefined) {
    this.maxima = Object.fromEntries(method.sizes.map((s) => [s.name, s.max]));
    this.names = new Set([...method.sizes.map((s) => s.name), ...method.tensors.map((t) => cName(t.name))]);
  }

  /** The value at the largest sizes; infinity where a size has no known bound. */
  boundOf(value: SymLike): number {
    try {
      return Size.evaluate(value, this.maxima);
    } catch {
      return Infinity;
    }
  }

  kernelName(stage: Stage, what: string): string {
    const base = `${stage}_${what.replace(/[^A-Za-z0-9_]/g, '_')}`;
    let name = base;
    for (let i = 2; this.kernelNames.has(name); i++) name = `${base}_${i}`;
    this.kernelNames.add(name);
    return name;
  }

  /** `form` of the line that a span starts in, as far as it is known. */
  lineNote(span: Span, form: (line: number) => string): string {
    const line = this.lineOf?.(span);
    return line === undefined ? '' : form(line);
  }

  /** A tensor for results between two kernels of an operation. */
  scratchTensor(name: string, dtype: DType, shape: readonly SymLike[], span: Span): Tensor {
    const taken = new Set([...this.method.tensors, ...this.scratch].map((t) => t.name));
    let free = `gpu_${name}`;
    for (let i = 2; taken.has(free); i++) free = `gpu_${name}_${i}`;
    const tensor: Tensor = { kind: 'tensor', name: free, role: 'temp', dtype, shape: shape.map(Size.sym), span };
    this.scratch.push(tensor);
    return tensor;
  }
}

interface Use { readonly buffer: KBuffer; read: boolean; write: boolean }

/** Text that kernel IR has no statement for. `means`: statements that do about the same, for the cost model. */
export interface TextPart { readonly kind: 'text'; readonly lines: readonly string[]; readonly means: readonly KStmt[] }
export type Part = KStmt | TextPart;

/** One kernel to print. */
export interface HipKernel {
  readonly name: string;
  readonly op: ComputeOp;
  readonly doc: readonly string[];
  readonly params: readonly KParam[];
  readonly lines: readonly string[];
  /** What it does, as the cost model counts it. */
  readonly means: readonly KStmt[];
  readonly grid: readonly [Sym, Sym, Sym];
  readonly block: number;
}

/** The names, buffers and parameters of one kernel. */
export class KernelScope {
  private readonly uses = new Map<Tensor, Use>();
  private readonly taken = new Set<string>();
  readonly name: string;

  constructor(readonly of: MethodScope, readonly op: ComputeOp, what: string) {
    this.name = of.kernelName(op.stage, what);
    this.taken.add(this.name);
  }

  private use(tensor: Tensor): Use {
    const found = this.uses.get(tensor);
    if (found) return found;
    const elements = elementsOf(tensor);
    const buffer: KBuffer = { kind: 'buffer', name: cName(tensor.name), dtype: tensor.dtype, space: 'global', elements };
    this.taken.add(buffer.name);
    const use: Use = { buffer, read: false, write: false };
    this.uses.set(tensor, use);
    return use;
  }

  readonly read = (tensor: Tensor): KBuffer => {
    const use = this.use(tensor);
    use.read = true;
    return use.buffer;
  };

  readonly write = (tensor: Tensor): KBuffer => {
    const use = this.use(tensor);
    use.write = true;
    return use.buffer;
  };

  /** The buffer of a tensor that the kernel uses, without saying how. */
  bufferOf(tensor: Tensor): KBuffer {
    return this.use(tensor).buffer;
  }

  readonly fresh = (prefix: string): string => {
    const base = cName(prefix);
    let name = base;
    for (let i = 2; this.taken.has(name) || this.of.names.has(name); i++) name = `${base}${/[0-9]$/.test(base) ? '_' : ''}${i}`;
    this.taken.add(name);
    return name;
  };

  local(prefix: string, dtype: DType, elements: number, space: 'shared' | 'private'): KBuffer {
    return { kind: 'buffer', name: this.fresh(prefix), dtype, space, elements: Size.constant(elements) };
  }

  /** Prints the body, drops constants that nothing uses, and takes as parameters what is left. */
  finish(parts: {
    readonly doc: readonly string[]; readonly body: readonly Part[]; readonly grid: readonly SymLike[]; readonly block: number;
  }): HipKernel {
    const printed: Line[] = [];
    for (const part of parts.body) {
      for (const text of part.kind === 'text' ? part.lines : cppStmts([part], hipDialect)) printed.push(lineOf(text));
    }
    const { lines, used } = dropUnused(printed);
    const buffers = [...this.uses].filter(([, { buffer }]) => used.has(buffer.name)).map(([tensor, { buffer, read, write }]): KParam => ({
      kind: 'buffer', buffer, tensor: tensor.name, access: write ? (read ? 'readwrite' : 'write') : 'read',
    }));
    const sizes = this.of.method.sizes.filter((s) => used.has(s.name)).map((s): KParam => ({ kind: 'size', name: s.name }));
    const [x = 1, y = 1, z = 1] = parts.grid;
    return {
      name: this.name, op: this.op, doc: parts.doc, lines, means: parts.body.flatMap((part) => (part.kind === 'text' ? part.means : [part])), block: parts.block, params: [...buffers, ...sizes],
      grid: [Size.sym(x), Size.sym(y), Size.sym(z)],
    };
  }
}

/** A printed line, the names that it mentions, and the constant that it defines. */
interface Line { readonly text: string; readonly names: readonly string[]; readonly defines: string | undefined }

function lineOf(text: string): Line {
  const comment = text.indexOf('//');
  return {
    text, names: (comment < 0 ? text : text.slice(0, comment)).match(/[A-Za-z_]\w*/g) ?? [],
    defines: /^\s*const (?:\w+|long long|mpc_vec<[^>]*>) (\w+) = [^{]*;$/.exec(text)?.[1],
  };
}

/** The lines without definitions of constants that no other line mentions, and the names that these mention. */
function dropUnused(all: readonly Line[]): { readonly lines: readonly string[]; readonly used: ReadonlySet<string> } {
  const counts = new Map<string, number>();
  const count = (lines: readonly Line[], by: number): void => {
    for (const { names } of lines) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + by);
  };
  const isUnused = ({ defines }: Line): boolean => defines !== undefined && (counts.get(defines) ?? 0) <= 1;
  count(all, 1);
  let kept = all;
  for (let unused = kept.filter(isUnused); unused.length > 0; unused = kept.filter(isUnused)) {
    kept = kept.filter((line) => !isUnused(line));
    count(unused, -1);
  }
  const used = new Set<string>();
  for (const { names } of kept) for (const name of names) used.add(name);
  return { lines: kept.map((line) => line.text), used };
}
