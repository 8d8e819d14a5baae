// One file (and lazy chunks) for the command line: loading hundreds of small modules would take longer than compiling a method.
import { rmSync } from 'node:fs';
import { rolldown } from 'rolldown';

rmSync('dist/bin', { recursive: true, force: true });

const bundle = await rolldown({
  input: { mpc: 'dist/cli/main.js' },
  platform: 'node',
  // Loaded only when needed, and large, native or with files beside them.
  external: [/^koffi/, /^prettier/, /^highs/],
  logLevel: 'warn',
});
await bundle.write({ dir: 'dist/bin', format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js', minify: true });
await bundle.close();
