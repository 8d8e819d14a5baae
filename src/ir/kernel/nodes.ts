import type { Span } from '../../diagnostics/diagnostic.js';
import type { DType } from '../../numerics/dtype.js';
import type { Stage } from '../nodes.js';
import type { Sym } from '../../symbolic/sym.js';

/**
 * Kernel IR: structured imperative code, one form for GPU, FPGA and CPU. Loops carry their binding, buffers their
 * space; back ends print it. What a device can do differently (atomics, barriers, streams) is a statement of its own.
 */
export type KType = 'f32' | 'i32' | 'i64' | 'bool';

/** Values of `lanes` > 1 are vectors: `lanes` consecutive points of the vectorised loop. */
interface KExprBase { readonly type: KType; readonly lanes: number }
export interface KConst extends KExprBase { readonly kind: 'const'; readonly value: number }
/** `nonNegative`: known to be at least 0 (sizes, loop counters), so that `/` and `%` need no care. */
export interface KVar extends KExprBase { readonly kind: 'var'; readonly name: string; readonly nonNegative?: boolean }
/** Element of a buffer, widened to its scalar type. With lanes: `index` is the first lane's, lane l is `index + l * stride`. */
export interface KLoad extends KExprBase { readonly kind: 'load'; readonly buffer: KBuffer; readonly index: KExpr; readonly stride: number }
export interface KUnary extends KExprBase { readonly kind: 'unary'; readonly op: KUnaryOp; readonly value: KExpr }
export interface KBinary extends KExprBase { readonly kind: 'binary'; readonly op: KBinaryOp; readonly left: KExpr; readonly right: KExpr }
/** a * b + c with one rounding. */
export interface KFma extends KExprBase { readonly kind: 'fma'; readonly a: KExpr; readonly b: KExpr; readonly c: KExpr }
export interface KSelect extends KExprBase { readonly kind: 'select'; readonly cond: KExpr; readonly then: KExpr; readonly else: KExpr }
export interface KConvert extends KExprBase { readonly kind: 'convert'; readonly value: KExpr }
export interface KRound extends KExprBase { readonly kind: 'round'; readonly to: DType; readonly value: KExpr }
/** Call of a function of the back end's support header. */
export interface KCall extends KExprBase { readonly kind: 'call'; readonly name: string; readonly args: readonly KExpr[] }

/** Where element `index` of a buffer lies; an argument of calls only. */
export interface KAddress extends KExprBase { readonly kind: 'address'; readonly buffer: KBuffer; readonly index: KExpr }

export type KUnaryOp = import('../nodes.js').UnaryOp;
export type KBinaryOp = import('../nodes.js').BinaryOp;
export type KExpr = KConst | KVar | KLoad | KUnary | KBinary | KFma | KSelect | KConvert | KRound | KCall
  | KAddress;

export type KSpace =
  | 'global'    // device memory, a kernel parameter
  | 'shared'    // LDS / shared memory of a block
  | 'private'   // registers or stack of one thread
  | 'onchip';   // BRAM / URAM of an FPGA kernel

export interface KBuffer {
  readonly kind: 'buffer';
  readonly name: string;
  readonly dtype: DType;
  readonly space: KSpace;
  /** Elements; symbolic only for `global`. */
  readonly elements: Sym;
}

export type LoopBinding =
  | { readonly kind: 'serial' }
  | { readonly kind: 'unroll' }
  | { readonly kind: 'parallel'; readonly grain?: KExpr } // CPU: over threads, at least `grain` points each
  | { readonly kind: 'vector'; readonly lanes: number } // CPU: over lanes
  | { readonly kind: 'pipeline'; readonly ii: number; readonly independent?: readonly string[] }; // FPGA; buffers of which no iteration reads what another writes

export type KStmt =
  | { readonly kind: 'let'; readonly name: string; readonly value: KExpr }
  | { readonly kind: 'declare'; readonly name: string; readonly init: KExpr }
  | { readonly kind: 'assign'; readonly name: string; readonly value: KExpr }
  | { readonly kind: 'alloc'; readonly buffer: KBuffer }
  | { readonly kind: 'store'; readonly buffer: KBuffer; readonly index: KExpr; readonly value: KExpr }
  | { readonly kind: 'for'; readonly name: string; readonly lo: KExpr; readonly hi: KExpr; readonly step: KExpr | number;
      readonly binding: LoopBinding; readonly body: readonly KStmt[] }
  | { readonly kind: 'if'; readonly cond: KExpr; readonly then: readonly KStmt[]; readonly else: readonly KStmt[] }
  | { readonly kind: 'barrier' }
  | { readonly kind: 'atomic'; readonly op: 'sum' | 'min' | 'max'; readonly buffer: KBuffer; readonly index: KExpr; readonly value: KExpr }
  /** Call of a routine of the back end's support header, for its effect. `args` may name buffers. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly (KExpr | KBuffer)[] }
  /** An object of a class of the support header: `type name(args);` */
  | { readonly kind: 'object'; readonly type: string; readonly name: string; readonly args: readonly KExpr[] }
  | { readonly kind: 'comment'; readonly text: string };

/** What a kernel's argument is, in order. The executor binds them by name. */
export type KParam =
  | { readonly kind: 'buffer'; readonly buffer: KBuffer; readonly tensor: string; readonly access: 'read' | 'write' | 'readwrite' }
  | { readonly kind: 'size'; readonly name: string };

export interface Kernel {
  readonly kind: 'kernel';
  readonly name: string;
  readonly stage: Stage;
  readonly span: Span;
  readonly doc: string;
  readonly params: readonly KParam[];
  readonly body: readonly KStmt[];
  /** GPU only: blocks in x, y, z as functions of the sizes, threads per block. */
  readonly launch?: { readonly grid: readonly [Sym, Sym, Sym]; readonly block: number };
}
