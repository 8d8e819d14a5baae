import type { Messages } from '../message.js';

export const tools = {
} as const satisfies Messages;
