/* What the linter looks for in the scripts; run from the top of the repository, see `make lint`. */
import js from '@eslint/js';

const named = (names) => Object.fromEntries(names.split(' ').map((name) => [name, 'readonly']));
const everywhere = named('console URL URLSearchParams TextDecoder TextEncoder setTimeout clearTimeout');
const browser = named(
  'window document location history localStorage sessionStorage navigator matchMedia getComputedStyle requestAnimationFrame ' +
    'scrollY innerHeight addEventListener Node ' +
    'Blob Image Event CustomEvent MutationObserver IntersectionObserver ResizeObserver XMLSerializer CSS Intl fetch FormData'
);

export default [
  { ignores: ['**/node_modules/**'] },
  js.configs.recommended,
  {
    languageOptions: { globals: everywhere },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'array-callback-return': 'error',
      'consistent-return': 'error',
      'default-case-last': 'error',
      eqeqeq: 'error',
      'no-control-regex': 'off', // some are what is looked for
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-loop-func': 'error',
      'no-promise-executor-return': 'error',
      'no-self-compare': 'error',
      'no-shadow': 'error',
      'no-unused-expressions': 'error',
      'no-use-before-define': ['error', { functions: false, variables: false }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      radix: 'error',
    },
  },
  {
    // Classic scripts: a page opened from a folder may load no modules. What they share is JXGK (namespace.js).
    files: ['theme/overrides/**/*.js', 'theme/templates/**/*.js'],
    languageOptions: { sourceType: 'script', globals: { ...browser, JXGK: 'readonly' } },
    rules: { strict: 'off' },
  },
  {
    files: ['theme/draw.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: named('require process Buffer') },
  },
  {
    files: ['tests/scripts/looks.js'],
    languageOptions: {
      sourceType: 'script',
      globals: {
        ...browser,
        ...named('JXGK axe echarts HTMLElement CSSStyleSheet DOMParser NodeFilter OffscreenCanvas createImageBitmap'),
      },
    },
    rules: { strict: 'off', 'no-unused-expressions': 'off' },
  },
  {
    files: ['tests/scripts/*.mjs'],
    languageOptions: { sourceType: 'module', globals: named('process Buffer setImmediate structuredClone') },
  },
];
