import type { Messages } from '../message.js';

/** 9xxx: bugs in mpc. */
export const internal = {
  MPC9001: {
    severity: 'error',
    message: 'internal error: {what}',
    explanation: 'Something in mpc is broken; your file or input only brought it to light.',
    fix: 'report it with the method file and the text of this message',
  },
  MPC9101: {
    severity: 'error',
    message: 'malformed IR in {where}: {what}',
    explanation: 'The verifier found a method in tensor IR that breaks a rule of src/ir/nodes.ts, so a pass or the front end is wrong.',
    fix: 'report it with the method file and the text of this message',
  },
} as const satisfies Messages;
