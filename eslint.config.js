import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Scripts that no tsconfig covers: linted without type information. */
const SCRIPTS = ['**/*.mjs', '**/*.cjs', '**/*.js'];

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '**/embedded.ts', '.carry/', '.venv/', 'test/golden/'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
    },
  },
  { files: SCRIPTS, ...tseslint.configs.disableTypeChecked },
  { files: SCRIPTS, languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'writable' } } },
);
