import { Size } from '../../symbolic/index.js';
import type { Method } from '../nodes.js';
import type { Reporter } from './reporter.js';

/** Names are unique, shapes mention declared sizes only, constants have their data. */
export function checkTensors(method: Method, reporter: Reporter): void {
  const sizes = new Set(method.sizes.map((s) => s.name));
  duplicates(method.sizes.map((s) => s.name)).forEach((name) => reporter.fail(undefined, `two sizes are called ${name}`));
  duplicates(method.tensors.map((t) => t.name)).forEach((name) => reporter.fail(undefined, `two tensors are called ${name}`));
  if (method.tokens && !method.sizes.includes(method.tokens)) reporter.fail(undefined, 'the size that counts tokens is not declared');
  for (const tensor of method.tensors) {
    const unknown = [...tensor.shape, ...(tensor.idRange ? [tensor.idRange] : [])].flatMap(Size.variables).filter((n) => !sizes.has(n));
    unknown.forEach((name) => reporter.fail(undefined, `the shape of ${tensor.name} mentions ${name}, which is no size`));
    if ((tensor.role === 'memory') !== (tensor.growth !== undefined)) {
      reporter.fail(undefined, `${tensor.name} is a ${tensor.role} ${tensor.growth ? 'with' : 'without'} a growth rule`);
    }
    if (tensor.role !== 'constant') continue;
    const extents = tensor.shape.map(Size.asConstant);
    const count = extents.reduce<number>((a, b) => a * (b ?? NaN), 1);
    if (tensor.data?.length !== count) reporter.fail(undefined, `constant ${tensor.name} has ${tensor.data?.length ?? 0} values for ${count} elements`);
  }
}

function duplicates(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}
