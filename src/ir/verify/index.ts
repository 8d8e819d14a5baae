import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Method } from '../nodes.js';
import { checkCalls } from './calls.js';
import { checkOps } from './order.js';
import { Reporter } from './reporter.js';
import { checkExpressions } from './expressions.js';
import { checkSelf } from './self.js';
import { checkTensors } from './tensors.js';

/** Checks that a method obeys the rules of tensor IR. Empty for a well-formed method; else diagnostics MPC9101. */
export function verifyMethod(method: Method): readonly Diagnostic[] {
  const reporter = new Reporter(method);
  checkTensors(method, reporter);
  checkOps(method, reporter);
  checkCalls(method, reporter);
  for (const op of method.ops) {
    checkExpressions(op, method, reporter);
    checkSelf(op, reporter);
  }
  return reporter.diagnostics;
}
