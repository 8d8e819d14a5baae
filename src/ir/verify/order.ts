import { scalarTypeOf } from '../../numerics/dtype.js';
import { STAGES, type Method, type Op, type Tensor } from '../nodes.js';
import { opDefines, opReads, someExpr } from '../visit.js';
import type { Reporter } from './reporter.js';

/** Who may write what and when: single assignment, definition before use, roles, stages, `once` and `when`. */
export function checkOps(method: Method, reporter: Reporter): void {
  const declared = new Set(method.tensors);
  const definedBy = new Map<Tensor, Op>();
  let stage = 0;
  for (const op of method.ops) {
    const next = STAGES.indexOf(op.stage);
    if (next < stage) reporter.fail(op, `stage ${op.stage} after ${STAGES[stage] ?? '?'}`);
    stage = Math.max(stage, next);
    checkCondition(op, reporter);
    for (const tensor of opReads(op)) {
      if (!declared.has(tensor)) reporter.fail(op, `${tensor.name} is not a tensor of the method`);
      checkRead(op, tensor, definedBy, reporter);
    }
    for (const tensor of opDefines(op)) {
      if (!declared.has(tensor)) reporter.fail(op, `${tensor.name} is not a tensor of the method`);
      checkWrite(op, tensor, definedBy, reporter);
      definedBy.set(tensor, op);
    }
  }
  for (const tensor of method.tensors) {
    if (tensor.role === 'output' && !definedBy.has(tensor)) reporter.fail(undefined, `output ${tensor.name} is never defined`);
  }
}

function checkCondition(op: Op, reporter: Reporter): void {
  if (!op.when) return;
  if (op.when.type !== 'bool') reporter.fail(op, `its condition is ${op.when.type}, not bool`);
  const mentions = (kind: string): boolean => op.when !== undefined && someExpr(op.when, (e) => e.kind === kind);
  if (['load', 'axis-ref', 'reduce', 'softmax-sum'].some(mentions)) reporter.fail(op, 'its condition mentions more than sizes and constants');
}

function checkRead(op: Op, tensor: Tensor, definedBy: ReadonlyMap<Tensor, Op>, reporter: Reporter): void {
  const { role, growth } = tensor;
  if (role === 'temp' || role === 'output') {
    const definition = definedBy.get(tensor);
    if (!definition) reporter.fail(op, `${tensor.name} is read before it is defined`);
    else if (definition.once !== op.once) reporter.fail(op, `${tensor.name} is defined ${definition.once ? 'once' : 'in each step'}, but read ${op.once ? 'once' : 'in each step'}`);
  }
  if (op.once && (role === 'input' || (role === 'memory' && growth?.kind !== 'static' && growth?.kind !== 'computed'))) {
    reporter.fail(op, `it runs once but reads ${tensor.name}, which changes`);
  }
}

function checkWrite(op: Op, tensor: Tensor, definedBy: ReadonlyMap<Tensor, Op>, reporter: Reporter): void {
  const { role, growth, name } = tensor;
  if (role === 'input' || role === 'weight' || role === 'constant' || growth?.kind === 'static') reporter.fail(op, `${name} may not be written`);
  if ((role === 'temp' || role === 'output') && definedBy.has(tensor)) reporter.fail(op, `${name} is defined twice`);
  if (growth?.kind === 'computed' && !op.once) reporter.fail(op, `${name} is computed once, but written in each step`);
  if (role === 'memory' && growth?.kind !== 'computed' && op.once) reporter.fail(op, `${name} grows in each step, but is written once`);
  if ((op.kind === 'topk' || op.kind === 'filter') && scalarTypeOf(tensor.dtype) !== 'i32') reporter.fail(op, `${name} holds ${tensor.dtype}, not ids`);
}
