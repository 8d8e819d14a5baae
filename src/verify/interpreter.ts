import { report } from '../diagnostics/index.js';
import { formSteps } from '../ir/passes/index.js';
import type { Tensor } from '../ir/nodes.js';
import { parseMethod } from '../ir/text/index.js';
import { fromTensorData, runOp, toTensorData, zeros, type Stored } from '../reference/index.js';
import { InputError, reasonOf } from '../runtime/errors.js';
import type { Interpreter } from '../runtime/index.js';

/** File of a build folder that holds the tensor IR. */
export const IR_FILE = 'ir.txt';

/** Runs a build on the reference interpreter: slower than compiled code, needs no compiler. */
export const referenceInterpreter: Interpreter = {
  description: 'reference interpreter (JavaScript)',
  async load(_manifest, readText) {
    const method = await readText(IR_FILE).then(parseMethod).catch((error: unknown) => {
      throw new InputError(report('MPC6309', { file: IR_FILE, reason: reasonOf(error) }), { cause: error });
    });
    const steps = new Map(formSteps(method).map((s) => [s.name, s]));
    return {
      run(name, sizes, tensors) {
        const step = steps.get(name);
        if (!step) throw new RangeError(`the build has no step ${name}`);
        const held = new Map<Tensor, Stored>();
        const stored = (tensor: Tensor): Stored => {
          const data = tensors.get(tensor.name);
          const found = held.get(tensor) ?? (data ? fromTensorData(data) : zeros(tensor, sizes));
          held.set(tensor, found);
          return found;
        };
        for (const op of step.ops) runOp(op, stored, sizes); // the runtime has looked at the condition of the step
        for (const tensor of step.writes) {
          const data = tensors.get(tensor.name);
          const result = held.get(tensor);
          if (data && result) data.bytes.set(toTensorData(tensor.dtype, result).bytes);
        }
      },
    };
  },
};
