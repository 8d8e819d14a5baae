import type { Severity } from './diagnostic.js';

/** An entry of the catalogue. `{name}` in `message` stands for a parameter. */
export interface Message {
  readonly severity: Severity;
  /** One sentence, no full stop: what is wrong, naming entities in backquotes. */
  readonly message: string;
  /** The rule and why it exists. */
  readonly explanation: string;
  /** A shortest text that causes it, where a text can. */
  readonly example?: string;
  /** What to do. */
  readonly fix: string;
}

export type Messages = Readonly<Record<`MPC${number}`, Message>>;

/** Names of the `{parameters}` of a template. */
export type ParamsOf<Template extends string> =
  Template extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamsOf<Rest> : never;
