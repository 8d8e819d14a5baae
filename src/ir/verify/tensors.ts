import { Size } from '../../symbolic/index.js';
import type { Growth, Method, Tensor } from '../nodes.js';
import type { Reporter } from './reporter.js';

/** Names are unique, shapes mention declared sizes only, constants have their data. */
export function checkTensors(method: Method, reporter: Reporter): void {
  const sizes = new Set(method.sizes.map((s) => s.name));
  duplicates(method.sizes.map((s) => s.name)).forEach((name) => reporter.fail(undefined, `two sizes are called ${name}`));
  duplicates(method.tensors.map((t) => t.name)).forEach((name) => reporter.fail(undefined, `two tensors are called ${name}`));
  if (method.tokens && !method.sizes.includes(method.tokens)) reporter.fail(undefined, 'the size that counts tokens is not declared');
  checkAdvance(method, reporter);
  for (const tensor of method.tensors) {
    const unknown = [...tensor.shape, ...(tensor.idRange ? [tensor.idRange] : [])].flatMap(Size.variables).filter((n) => !sizes.has(n));
    unknown.forEach((name) => reporter.fail(undefined, `the shape of ${tensor.name} mentions ${name}, which is no size`));
    if ((tensor.role === 'memory') !== (tensor.growth !== undefined)) {
      reporter.fail(undefined, `${tensor.name} is a ${tensor.role} ${tensor.growth ? 'with' : 'without'} a growth rule`);
    }
    checkCount(tensor, method, reporter);
    if (tensor.growth) checkGrowth(tensor, tensor.growth, method, reporter);
    if (tensor.role !== 'constant') continue;
    const extents = tensor.shape.map(Size.asConstant);
    const count = extents.reduce<number>((a, b) => a * (b ?? NaN), 1);
    if (tensor.data?.length !== count) reporter.fail(undefined, `constant ${tensor.name} has ${tensor.data?.length ?? 0} values for ${count} elements`);
  }
}

/** A step brings a constant number of tokens, or a size of its own, and never none. */
function checkAdvance({ advance, sizes, tokens }: Method, reporter: Reporter): void {
  if (!advance) return;
  const fixed = Size.asConstant(advance);
  const size = sizes.find((s) => Size.equals(advance, Size.variable(s.name)));
  if (!tokens) reporter.fail(undefined, 'steps bring several tokens, but nothing counts them');
  if (!((fixed ?? size?.min ?? 0) >= 1) || size === tokens) reporter.fail(undefined, `a step brings ${advance.key} tokens`);
}

function checkCount({ name, role, shape, count }: Tensor, { tensors }: Method, reporter: Reporter): void {
  if (!count) return;
  if (!tensors.includes(count)) reporter.fail(undefined, `${name} is counted by ${count.name}, which is not a tensor of the method`);
  if (count.dtype !== 'i32' || count.shape.length !== shape.length - 1) reporter.fail(undefined, `${name} is counted by ${count.name}, which is ${count.dtype} of rank ${count.shape.length}`);
  if (count.role !== role) reporter.fail(undefined, `${name} has the role ${role}, but its count ${count.role}`);
}

function checkGrowth({ name, dtype, shape }: Tensor, growth: Growth, { tensors, tokens, advance }: Method, reporter: Reporter): void {
  if ('size' in growth && tokens && growth.size !== tokens) reporter.fail(undefined, `${name} grows with ${growth.size.name}, which does not count the tokens`);
  const byOne = growth.kind === 'ring' || growth.kind === 'append-block' || growth.kind === 'update-block';
  if (byOne && advance && !Size.equals(advance, 1)) reporter.fail(undefined, `${name} takes one token at a time, but a step brings ${advance.key}`);
  if (growth.kind !== 'state' || !growth.from) return;
  const { from } = growth;
  if (from.role !== 'weight' || !tensors.includes(from)) reporter.fail(undefined, `${name} starts with ${from.name}, which is no weight of the method`);
  const fits = from.dtype === dtype && from.shape.length === shape.length && from.shape.every((extent, d) => Size.equals(extent, shape[d] ?? -1));
  if (!fits) reporter.fail(undefined, `${name} starts with ${from.name}, which has another form`);
}

function duplicates(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}
