import fc from 'fast-check';

// The same programs in every run of CI; `SEED=… npx vitest run …` looks at others.
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20_261) });
