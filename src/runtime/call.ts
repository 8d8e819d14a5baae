import { report } from '../diagnostics/index.js';
import { acceptResult, emptyValue, type CallValue } from '../numerics/call-values.js';
import { elementCount, encodeElements, toNumbers, type TensorData } from '../numerics/tensor-data.js';
import { fillTemplate, type Vocabulary } from '../numerics/text.js';
import type { TensorMap } from './check.js';
import { ExecutionError, InputError, reasonOf } from './errors.js';
import { extents, type CallLayout, type FormLayout, type MethodLayout, type PassedLayout, type StepLayout, type TensorLayout } from './layout.js';
import type { Sizes } from './size-eval.js';
import type { Storage } from './storage.js';

/** Results of a function of the host by name: tensors, or their elements alone. Lists may have any length up to their bound. */
export type ExternResults = Readonly<Record<string, CallValue>>;

/**
 * A function that the host provides. Arguments come by name, lists as long as they are; `sizes` are those of the step.
 * (Written as a method so that functions with more exactly typed arguments will do.)
 */
export type ExternFunction = { call(args: TensorMap, sizes: Sizes): ExternResults | Promise<ExternResults> }['call'];

/** What a method wants of the process that it is embedded in. */
export interface Host {
  readonly externs: Readonly<Record<string, ExternFunction>>;
  readonly vocabulary: Vocabulary | undefined;
}

/** Throws an `InputError` unless all functions that the method calls are given, and no others. */
export function checkHost({ manifest: { externs = [] } }: MethodLayout, host: Host): void {
  const wanted = externs.filter((e) => e.template === undefined).map((e) => e.name);
  const unknown = Object.keys(host.externs).find((name) => !wanted.includes(name));
  if (unknown !== undefined) throw new InputError(report('MPC6201', { what: 'extern', name: unknown, known: wanted.join(', ') || 'none' }));
  const missing = wanted.filter((name) => !Object.hasOwn(host.externs, name));
  if (missing.length > 0) throw new InputError(report('MPC6221', { names: missing.join(', ') }));
  const templates = externs.filter((e) => e.template !== undefined).map((e) => e.name);
  if (templates.length > 0 && !host.vocabulary) throw new InputError(report('MPC6222', { names: templates.join(', ') }));
}

interface CallContext {
  readonly method: string;
  readonly sizes: Sizes;
  readonly storage: (tensor: TensorLayout) => Storage;
  readonly host: Host;
}

/** Runs a step that calls the host: hands the arguments over, waits, and takes the results in. Throws `ExecutionError`. */
export async function runCall({ step }: StepLayout, call: CallLayout, context: CallContext): Promise<void> {
  const { method, sizes, storage } = context;
  const { extern } = call;
  const at = { method, stage: step.stage, step: step.name, line: step.line, extern: extern.name };
  const results = await invoke(call, context).catch((error: unknown) => {
    throw new ExecutionError(report('MPC6310', { ...at, reason: reasonOf(error) }), { cause: error });
  });
  for (const { form, tensor, count } of call.results) {
    const value = Object.hasOwn(results, form.name) ? results[form.name] : undefined;
    const accepted = acceptResult({
      dtype: form.dtype, shape: form.shape.map((s) => s.at(sizes)), list: form.list, idRange: form.idRange?.at(sizes),
    }, value);
    if ('wrong' in accepted) throw new ExecutionError(report('MPC6311', { ...at, result: form.name, reason: accepted.wrong }));
    fill(storage(tensor), tensor, sizes, accepted.data.bytes);
    if (count) fill(storage(count), count, sizes, encodeElements(count.tensor.dtype, [accepted.count]));
  }
}

function fill(storage: Storage, layout: TensorLayout, sizes: Sizes, bytes: Uint8Array): void {
  const { rows, rowBytes } = extents(layout, sizes);
  storage.assign(bytes, rows, rowBytes);
}

/** Makes a tensor what it is where nothing has been written: ids are -1, all else is zero. */
export function empty(storage: Storage, layout: TensorLayout, sizes: Sizes): void {
  const { shape, rows, rowBytes } = extents(layout, sizes);
  const value = emptyValue(layout);
  if (value === 0) storage.reset(rows, rowBytes);
  else storage.assign(encodeElements(layout.tensor.dtype, new Float64Array(elementCount(shape)).fill(value)), rows, rowBytes);
}

async function invoke({ extern: { name, template }, args, results }: CallLayout, context: CallContext): Promise<ExternResults> {
  const { sizes, host: { externs, vocabulary } } = context;
  const given: Record<string, TensorData> = {};
  for (const passed of args) given[passed.form.name] = await argument(passed, context);
  if (template === undefined) return await externs[name]?.(given, sizes) ?? {};
  if (!vocabulary) throw new RangeError('there is no vocabulary');
  const ids = Object.fromEntries(Object.entries(given).map(([param, data]) => [param, toNumbers(data)]));
  const text = fillTemplate(template, ids, vocabulary);
  return Object.fromEntries(results.map(({ form }: { readonly form: FormLayout }) => [form.name, text]));
}

/** A list as long as it is, anything else whole. */
async function argument({ form, tensor, count }: PassedLayout, { sizes, storage }: CallContext): Promise<TensorData> {
  const { dtype } = tensor.tensor;
  const held = storage(tensor);
  if (!form.list || !count) return { dtype, shape: extents(tensor, sizes).shape, bytes: await held.read() };
  const [entries = 0] = toNumbers({ dtype: count.tensor.dtype, shape: [], bytes: await storage(count).read() });
  return { dtype, shape: [entries], bytes: await held.read({ lo: 0, hi: entries }) };
}
