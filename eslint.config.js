import tseslint from 'typescript-eslint';
import effects from './eslint.effects.js';

// Sizes come from CONTRIBUTING.md: a file holds one idea, a function reads as a sentence.
const sizes = {
  'max-lines': ['error', { max: 250 }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 4],
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/generated', 'test/arrows'] },
  {
    files: ['src/**/*.ts', 'providers/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...sizes,
      eqeqeq: 'error',
      'no-param-reassign': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers in messages are what the messages are for ("2 of 3 masters").
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Facts are indexed by name all over; Record access is already `T | undefined` by tsconfig.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  ...effects,
  {
    // A test reads as a list of cases inside one describe(); its length is the number of cases.
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
