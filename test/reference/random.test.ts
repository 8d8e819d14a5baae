import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../src/ir/nodes.js';
import { isCompute } from '../../src/ir/visit.js';
import { compareGroup, compareOp, type Stored } from '../../src/reference/index.js';
import { arbitraryMethod, referenceTensors } from '../support/random-method.js';

describe('on random methods', () => {
  it('the reference passes its own comparison, operation by operation and as one group', () => {
    fc.assert(fc.property(arbitraryMethod(), (sample) => {
      const stored = referenceTensors(sample);
      const read = (tensor: Tensor): Stored => {
        const found = stored.get(tensor);
        if (!found) throw new RangeError(tensor.name);
        return found;
      };
      for (const op of sample.method.ops.filter(isCompute)) {
        const result = compareOp(op, read, read, sample.sizes);
        expect(result.mismatches).toEqual([]);
      }
      const temps = sample.method.tensors.filter((t) => t.role === 'temp');
      expect(compareGroup(sample.method.ops.filter(isCompute), temps, read, read, sample.sizes).mismatches).toEqual([]);
    }), { numRuns: 300 });
  });
});
