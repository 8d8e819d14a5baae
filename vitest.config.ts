import { defineConfig } from 'vitest/config';

const here = (path: string): string => new URL(path, import.meta.url).pathname;

export default defineConfig({
  // The host programs of the examples import the package; tests of them run on the sources.
  resolve: { alias: [{ find: /^mpc$/, replacement: here('src/index.ts') }, { find: /^mpc\/runtime$/, replacement: here('src/runtime/index.ts') }] },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});
