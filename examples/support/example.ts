import { relative } from 'node:path';
import { RuntimeError } from 'mpc/runtime';
import { help, readOptions, UsageError, type Options, type Usage } from './options.js';

/** Runs the host program of an example. Exit status: that of `main`; 1 when it fails, 2 for a wrong command line. */
export async function example(usage: Usage, main: (options: Options) => Promise<void>): Promise<void> {
  const [, file = '', ...args] = process.argv;
  const program = relative(process.cwd(), file);
  try {
    const options = readOptions(usage, args);
    if (options === 'help') console.log(help(usage, program));
    else await main(options);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof RuntimeError)) throw error;
    const [code, message] = error instanceof RuntimeError ? [`[${error.code}]`, error.diagnostic.message] : ['', error.message];
    console.error(`error${code}: ${message}`);
    if (error instanceof UsageError) console.error(`node ${program} --help lists the options`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
