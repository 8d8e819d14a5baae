import { Size } from '../../symbolic/index.js';
import type { ExternParam, Method, Op, Passed } from '../nodes.js';
import type { Reporter } from './reporter.js';

/** Arguments and results of calls have the forms that the extern declares; names tell externs apart. */
export function checkCalls(method: Method, reporter: Reporter): void {
  const externs = new Map<string, object>();
  for (const op of method.ops) {
    if (op.kind !== 'call') continue;
    if ((externs.get(op.callee.name) ?? op.callee) !== op.callee) reporter.fail(op, `two externs are called ${op.callee.name}`);
    externs.set(op.callee.name, op.callee);
    all(op, 'argument', op.callee.params, op.args, reporter);
    all(op, 'result', op.callee.results, op.results, reporter);
  }
}

function all(op: Op, what: string, params: readonly ExternParam[], values: readonly Passed[], reporter: Reporter): void {
  if (params.length !== values.length) reporter.fail(op, `it has ${values.length} ${what}s for ${params.length}`);
  for (const [i, param] of params.entries()) {
    const value = values[i];
    const wrong = value && mismatch(param, value, what === 'result');
    if (value && wrong) reporter.fail(op, `the ${what} ${param.name}, ${value.tensor.name}, ${wrong}`);
  }
}

function mismatch({ dtype, shape, idRange, list }: ExternParam, { tensor, count }: Passed, result: boolean): string | undefined {
  if (tensor.dtype !== dtype) return `is ${tensor.dtype}, not ${dtype}`;
  if (tensor.shape.length !== shape.length) return `has rank ${tensor.shape.length}, not ${shape.length}`;
  const exact = result || !list;
  if (exact && !tensor.shape.every((extent, d) => Size.equals(extent, shape[d] ?? -1))) return `has another shape than ${shape.map((s) => s.key).join(', ')}`;
  if (count && !list) return 'has a count, but is no list';
  if (count && (count.dtype !== 'i32' || count.shape.length > 0)) return `is counted by ${count.name}, which is not one i32`;
  if (!result) return undefined;
  if (list !== (count !== undefined) || tensor.count !== count) return `is ${list ? 'a list' : 'no list'}, but counted by ${tensor.count?.name ?? 'nothing'}`;
  if (idRange && !(tensor.idRange && Size.equals(tensor.idRange, idRange))) return `does not hold ids of ${idRange.key}`;
  return undefined;
}
