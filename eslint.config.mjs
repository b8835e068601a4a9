import js from '@eslint/js'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.build/',
      'node_modules/',
      'examples/',
      '**/fixtures/',
      '**/differential/programs/',
      '**/*.generated.ts',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
    rules: {
      eqeqeq: 'error',
      'no-control-regex': 'off',
      'no-restricted-globals': ['error', 'eval', 'Function'],
      'no-implied-eval': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['engine/src/**'],
    rules: { 'no-restricted-globals': ['error', 'eval', 'Function', 'process', 'console', 'window', 'document'] },
  },
  {
    files: ['**/*.mjs', '**/*.mts', '**/*.js'],
    rules: { 'no-undef': 'off' },
  },
)
