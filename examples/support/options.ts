import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What a program takes on its command line, and what it takes where nothing is said. */
export interface Usage {
  /** What the program does, in a sentence. */
  readonly about: string;
  readonly steps?: number;
  /** Takes one gloss of every `oneOf` of WordNet. */
  readonly oneOf?: number;
  readonly questions?: readonly string[];
}

export interface Options {
  readonly plan: string;
  readonly machine: string;
  /** A folder that `mpc compile` made; without one the program compiles the method itself. */
  readonly build: string | undefined;
  readonly steps: number;
  readonly oneOf: number;
  readonly questions: readonly string[];
}

/** A wrong command line. */
export class UsageError extends Error {}

const MOST_STEPS = 1_000_000;

function lines({ steps, oneOf, questions }: Usage): readonly (readonly [string, string])[] {
  return [
    ...(questions ? [['QUESTION ...', `what to ask, in place of ${questions.length} questions of its own`] as const] : []),
    ...(steps === undefined ? [] : [['--steps N', `steps to run (default ${steps})`] as const]),
    ...(oneOf === undefined ? [] : [
      ['--one-of N', `take one gloss of every N of WordNet (default ${oneOf})`] as const, ['--all', 'take all 117,791 glosses'] as const,
    ]),
    ['--plan NAME', 'auto (default), cpu, gpu, reference, or another plan of the build'],
    ['--machine NAME', 'the machine to compile for (default mi210-u55c); it need not be this one'],
    ['--build DIR', 'run a build of mpc compile made with the same constants, instead of compiling here'],
  ];
}

/** The text of `--help`. */
export function help(usage: Usage, program: string): string {
  const rows = lines(usage).map(([option, text]) => `  ${option.padEnd(16)}${text}`);
  return [`node ${program} [options]${usage.questions ? ' [question ...]' : ''}`, '', usage.about, '', ...rows].join('\n');
}

/** Reads a command line. Throws a `UsageError` that says what is wrong. */
export function readOptions(usage: Usage, args: readonly string[]): Options | 'help' {
  const { values, positionals } = parsed(usage, args);
  if (values['help'] === true) return 'help';
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const whole = (name: string, otherwise: number): number => {
    const given = text(name);
    if (given === undefined) return otherwise;
    const value = Number(given);
    if (!/^\d+$/.test(given) || value < 1 || value > MOST_STEPS) throw new UsageError(`--${name} takes a whole number from 1 to ${MOST_STEPS}, not ${given}`);
    return value;
  };
  if (positionals.some((question) => question.trim() === '')) throw new UsageError('a question has no words');
  if (values['all'] === true && text('one-of') !== undefined) throw new UsageError('--all and --one-of exclude each other');
  return {
    plan: text('plan') ?? 'auto', machine: text('machine') ?? 'mi210-u55c', build: text('build'),
    steps: whole('steps', usage.steps ?? 1), oneOf: values['all'] === true ? 1 : whole('one-of', usage.oneOf ?? 1),
    questions: positionals.length > 0 ? positionals : usage.questions ?? [],
  };
}

function parsed({ steps, oneOf, questions }: Usage, args: readonly string[]): { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] } {
  const options: NonNullable<ParseArgsConfig['options']> = {
    help: { type: 'boolean', short: 'h' }, plan: { type: 'string' }, machine: { type: 'string' }, build: { type: 'string' },
    ...(steps === undefined ? {} : { steps: { type: 'string' } }),
    ...(oneOf === undefined ? {} : { 'one-of': { type: 'string' }, all: { type: 'boolean' } }),
  };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: questions !== undefined });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('. ')[0] ?? '' : String(error));
  }
}
