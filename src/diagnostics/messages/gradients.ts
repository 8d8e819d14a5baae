import type { Messages } from '../message.js';

/** `grad(loss, w)`. */
export const gradients = {
  MPC2301: {
    severity: 'error', message: '`grad` takes the names of a loss and of a tensor, {given}',
    explanation: 'The gradient is that of one result by all elements of one tensor: `grad(loss, w)` has the shape of `w`.',
    example: 'g[:, :] = grad(sum(i) e[i], w)', fix: 'Define the loss as a result of its own, then write `grad(loss, w)`; index the gradient, not its arguments.',
  },
  MPC2302: {
    severity: 'error', message: 'the loss `{name}` is no single number: it has {rank} {dimensions}',
    explanation: 'A gradient is that of one number. A loss with indices has a gradient for each of its elements.',
    example: 'loss[t] = sum(d) square(y[t, d] - v[t, d])\ng[:, :] = grad(loss, w)', fix: 'Sum it over its indices first.',
  },
  MPC2303: {
    severity: 'error', message: '`{name}` {what}, so it has no gradient',
    explanation: 'Derivatives are of floats by floats. Integers, ids and bools do not vary smoothly, and elements that share a scale do not vary alone.',
    fix: 'Differentiate a float, or what is computed from it.',
  },
  MPC2304: {
    severity: 'error', message: '`{loss}` does not depend on `{name}`',
    explanation: 'No chain of statements leads from the one to the other through which a derivative passes: `floor`, `ceil`, comparisons, integers, ids and selections are constants. Only statements before the gradient count.',
    example: 'loss = sum(i) floor(w[i])\ng[:] = grad(loss, w)', fix: 'Differentiate by a tensor that the loss is computed from.',
  },
  MPC2305: {
    severity: 'error', message: 'the scan `{name}` lies between `{by}` and the loss; scans have no gradient yet',
    explanation: 'The derivative of a scan is a scan that runs backwards, which the language cannot say.',
    fix: 'Write the sum that the scan stands for, with explicit weights, or unroll a short one with `repeat`.',
  },
  MPC2306: {
    severity: 'error', message: 'the call of `{name}` lies between `{by}` and the loss; an extern has no gradient',
    explanation: 'The host computes it; the compiler cannot see how.', fix: 'Let the host return the derivatives as results of the extern, or write the function in the language.',
  },
  MPC2307: {
    severity: 'error', message: 'the memory `{name}` has changed since the loss was computed from it',
    explanation: 'A gradient needs the values from which the loss was computed. A statement between the two has overwritten them.',
    example: 'loss = sum(i) s[i] * w[i]\ns[i] <- x[i]\ng[:] = grad(loss, w)', fix: 'Take the gradient before the memory is written.',
  },
  MPC2308: {
    severity: 'error', message: 'the loss depends on `{name}` as it was before it was written and as it is after',
    explanation: 'Those are different values, and so are the derivatives by them.', fix: 'Copy the contents that are meant into a result, `before[i] = name[i]`, compute the loss from that, and differentiate by it.',
  },
} as const satisfies Messages;
