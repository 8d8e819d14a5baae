import { scalarTypeOf } from '../../numerics/dtype.js';
import type { Method, Op, Tensor } from '../nodes.js';
import { isCondition } from '../size-expr.js';
import { opDefines, opFlags, opReads } from '../visit.js';
import type { Reporter } from './reporter.js';

/** Who may write what and when: single assignment, definition before use, roles, `once` and `when`. */
export function checkOps(method: Method, reporter: Reporter): void {
  const declared = new Set(method.tensors);
  const definedBy = new Map<Tensor, Op>();
  let steps = false;
  for (const op of method.ops) {
    if (op.once && steps) reporter.fail(op, 'it runs once, but follows what runs in each step');
    if (op.once && op.kind === 'call') reporter.fail(op, 'the host is called in steps only');
    steps ||= !op.once;
    checkCondition(op, reporter);
    const own = opDefines(op);
    for (const tensor of [...opReads(op), ...opFlags(op)]) {
      if (!declared.has(tensor)) reporter.fail(op, `${tensor.name} is not a tensor of the method`);
      if (!own.includes(tensor) || op.kind !== 'map') checkRead(op, tensor, definedBy, reporter);
    }
    for (const tensor of own) {
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
  else if (!isCondition(op.when)) reporter.fail(op, 'its condition is no conjunction of size comparisons and flags');
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
  if (role === 'memory' && definedBy.has(tensor)) reporter.fail(op, `${name} is written twice`);
  if (growth?.kind === 'computed' && !op.once) reporter.fail(op, `${name} is computed once, but written in each step`);
  if (role === 'memory' && growth?.kind !== 'computed' && op.once) reporter.fail(op, `${name} grows in each step, but is written once`);
  if ((op.kind === 'topk' || op.kind === 'filter') && scalarTypeOf(tensor.dtype) !== 'i32') reporter.fail(op, `${name} holds ${tensor.dtype}, not ids`);
}
