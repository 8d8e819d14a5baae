import { report } from '../diagnostics/report.js';
import { emptyValue, acceptResult, trimmed, type CallValue } from '../numerics/call-values.js';
import { fillTemplate, type Vocabulary } from '../numerics/text.js';
import { toNumbers, type TensorData } from '../numerics/tensor-data.js';
import type { CallOp, Extern, ExternParam, Passed } from '../ir/nodes.js';
import { Size } from '../symbolic/index.js';
import { InputError } from './input-error.js';
import type { NamedTensors } from './inputs.js';
import type { Tensors } from './operation.js';
import { fromTensorData, toTensorData, type SizeValues } from './storage.js';

/** A function of the host: results by name, as tensors or as their elements. */
export type ReferenceExtern = (args: NamedTensors, sizes: SizeValues) => Readonly<Record<string, CallValue>>;

export interface ReferenceHost {
  /** The functions that the method calls, by name. Templates need none. */
  readonly externs?: Readonly<Record<string, ReferenceExtern>>;
  /** What the words of templates are, if the method has one. */
  readonly vocabulary?: Vocabulary;
}

/** Calls the host and stores the results. Throws an `InputError` if there is no such function or a result does not fit. */
export function runCall(op: CallOp, tensors: Tensors, sizes: SizeValues, host: ReferenceHost): void {
  const { callee } = op;
  const args = Object.fromEntries(callee.params.map((param, i) => [param.name, argument(param, op.args[i], tensors)]));
  const results = callee.template === undefined ? functionOf(callee, host)(args, sizes) : fillIn(callee, args, host);
  for (const [i, form] of callee.results.entries()) {
    const at = op.results[i];
    if (at) storeResult(op, form, results[form.name], at, tensors, sizes);
  }
}

function argument(param: ExternParam, passed: Passed | undefined, tensors: Tensors): TensorData {
  if (!passed) throw new RangeError(`no argument for ${param.name}`);
  const { tensor, count } = passed;
  const data = toTensorData(tensor.dtype, tensors(tensor));
  return param.list && count ? trimmed(data, tensors(count).data[0] ?? 0) : data;
}

function functionOf({ name }: Extern, { externs = {} }: ReferenceHost): ReferenceExtern {
  const found = Object.hasOwn(externs, name) ? externs[name] : undefined;
  if (!found) throw new InputError(report('MPC6221', { names: name }));
  return found;
}

function fillIn({ name, template = '', results }: Extern, args: NamedTensors, { vocabulary }: ReferenceHost): Readonly<Record<string, CallValue>> {
  if (!vocabulary) throw new InputError(report('MPC6222', { names: name }));
  const ids = Object.fromEntries(Object.entries(args).map(([param, data]) => [param, toNumbers(data)]));
  return Object.fromEntries(results.map((r) => [r.name, fillTemplate(template, ids, vocabulary)]));
}

function storeResult(
  { callee, span }: CallOp, form: ExternParam, value: CallValue | undefined, { tensor, count }: Passed, tensors: Tensors, sizes: SizeValues,
): void {
  const accepted = acceptResult({
    dtype: form.dtype, shape: form.shape.map((s) => Size.evaluate(s, sizes)), list: form.list,
    idRange: form.idRange && Size.evaluate(form.idRange, sizes),
  }, value);
  if ('wrong' in accepted) throw new InputError(report('MPC6223', { extern: callee.name, result: form.name, reason: accepted.wrong }, span));
  const stored = tensors(tensor);
  stored.data.fill(emptyValue(tensor));
  stored.data.set(fromTensorData(accepted.data).data);
  if (count) tensors(count).data[0] = accepted.count;
}
