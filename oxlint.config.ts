import { defineConfig } from 'oxlint';

/**
 * The import table of ARCHITECTURE.md as code. Patterns match the text of an import, so imports stay relative and
 * canonical: `../judge/judge.ts`, never `../execute/../judge/judge.ts`.
 */
interface Layer {
  /** Folder or file below `src/`. */
  readonly at: string;
  /** Folders of `src/` it may import from, besides its own. */
  readonly may: readonly string[];
  /** Packages (and `node:`) it may import; `'*'` for any. */
  readonly packages: readonly string[];
}

const flow: readonly Layer[] = [
  { at: 'model', may: [], packages: ['valibot'] },
  { at: 'std', may: [], packages: ['fastest-levenshtein'] },
  { at: 'condition', may: ['model', 'std'], packages: [] },
  { at: 'config', may: ['model', 'std', 'condition'], packages: ['node:', 'yaml', 'valibot'] },
  { at: 'plan', may: ['model', 'std', 'condition'], packages: [] },
  { at: 'execute', may: ['model', 'std', 'condition'], packages: ['node:'] },
  { at: 'judge', may: ['model', 'std', 'condition'], packages: [] },
  { at: 'report', may: ['model', 'std'], packages: [] },
  { at: 'publish', may: ['model', 'std', 'report'], packages: ['node:'] },
  { at: 'publish/github', may: ['model', 'std', 'report', 'publish'], packages: ['node:', '@actions/', 'valibot'] },
  { at: 'history', may: ['model', 'std'], packages: ['node:', 'valibot', '@actions/'] },
  { at: 'components', may: ['model', 'std'], packages: ['node:', 'valibot'] },
  { at: 'local', may: ['std', 'model/stack.ts'], packages: ['*'] },
];

const folders = ['model', 'std', 'condition', 'config', 'plan', 'execute', 'judge', 'report', 'publish', 'history', 'components', 'local'];
const entryPoints = ['main', 'cli', 'pipeline'];
const vendorSdks = ['snowflake-sdk', '@pinecone-database/pinecone', '@modelcontextprotocol/client'];

function forbiddenPatterns(layer: Layer) {
  const own = layer.at.split('/')[0] as string;
  const closed = folders.filter((folder) => folder !== own && !layer.may.some((path) => path.split('/')[0] === folder));
  const partial = layer.may.filter((path) => path.includes('/') && path.endsWith('.ts'));
  const patterns = [
    {
      regex: `^(\\.\\./)+(${[...closed, ...entryPoints.map((name) => `${name}\\.ts`)].join('|')})(/|$)`,
      message: `${layer.at}/ may import ${layer.may.join(', ') || 'nothing of src/'}: imports go down the flow (ARCHITECTURE.md).`,
    },
    ...partial.map((path) => {
      const [folder = '', file = ''] = path.split('/');
      return {
        regex: `^(\\.\\./)+${folder}/([^${file[0]}]|${file[0]}[^${file[1]}])`,
        message: `${layer.at}/ may import only ${path} of ${folder}/.`,
      };
    }),
  ];
  if (layer.packages.includes('*')) return patterns;
  return [...patterns, ...packagePatterns(layer)];
}

/** Rust regular expressions have no look-ahead, so "all packages but these" is listed by first letters. */
function packagePatterns(layer: Layer) {
  const known = [
    'node:',
    '@actions/',
    'yaml',
    'valibot',
    'fastest-levenshtein',
    'commander',
    '@duckdb/',
    '@polyglot-sql/',
    '@modelcontextprotocol/server',
    '@modelcontextprotocol/node',
    '@modelcontextprotocol/sdk',
    '@modelcontextprotocol/core',
    '@a2a-js/',
    'ajv',
    'fast-check',
    ...vendorSdks,
  ];
  const closed = known.filter((name) => !layer.packages.includes(name));
  return [
    {
      regex: `^(${closed.map((name) => name.replaceAll('.', '\\.')).join('|')})`,
      message: `${layer.at}/ may not import this package (ARCHITECTURE.md has the table).`,
    },
  ];
}

const componentNames = ['snowflake', 'pinecone', 'mcp', 'agent', 'http', 'flow'];

/** A component imports its own folder only; its SDK only in client.ts (and check files that need its types ask client.ts). */
const componentFiles = [
  ...componentNames.map((name) => ({ files: `src/components/${name}/**/*.ts`, name, packages: [] as readonly string[] })),
  ...componentNames.map((name) => ({ files: `src/components/${name}/client.ts`, name, packages: vendorSdks })),
  { files: 'src/components/mcp/arguments/*.ts', name: 'mcp', packages: ['fast-check'] },
];

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true },
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-unnecessary-condition': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/consistent-type-imports': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'import/no-unassigned-import': 'off',
    'unicorn/prefer-node-protocol': 'error',
    'unicorn/no-array-sort': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'promise/always-return': 'off',
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'no-underscore-dangle': 'off',
    'no-console': 'error',
    'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  },
  overrides: [
    ...flow.map((layer) => ({
      files: [`src/${layer.at}/**/*.ts`],
      rules: { 'no-restricted-imports': ['error', { patterns: forbiddenPatterns(layer) }] as never },
    })),
    ...componentFiles.map(({ files, name, packages }) => ({
      files: [files],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              ...forbiddenPatterns({ at: 'components', may: ['model', 'std'], packages: ['node:', 'valibot', ...packages] }),
              {
                regex: `^(\\.\\./)+(${componentNames.filter((other) => other !== name).join('|')}|registry\\.ts)(/|$)`,
                message: 'Components are strangers to each other; a flow is given capabilities.',
              },
            ],
          },
        ] as never,
      },
    })),
    {
      // Shared by components: JSON Schemas that others wrote.
      files: ['src/components/json-schema.ts'],
      rules: {
        'no-restricted-imports': [
          'error',
          { patterns: forbiddenPatterns({ at: 'components', may: ['model', 'std'], packages: ['node:', 'valibot', 'ajv'] }) },
        ] as never,
      },
    },
    { files: ['src/components/*/index.ts', '*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    {
      files: ['__tests__/**', 'scripts/**', 'bench/**'],
      rules: { 'max-lines': 'off', 'max-lines-per-function': 'off', 'no-console': 'off' },
    },
    {
      files: ['__tests__/**'],
      rules: {
        'import/no-named-as-default-member': 'off',
        // Vitest's second argument is the message; a property test looks at what a case is before it expects.
        'vitest/valid-expect': ['error', { maxArgs: 2 }],
        'vitest/no-conditional-expect': 'off',
        'no-restricted-properties': ['error', { object: 'vi', property: 'mock', message: 'Tests use real parts.' }] as never,
      },
    },
  ],
});
