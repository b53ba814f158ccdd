'use strict';
// The arrows of docs/architecture.md, one rule each; its comment is what a developer reads when the rule is broken.
// test/arrows holds one offender for every rule, and test/house/arrows.test.ts proves that exactly that rule catches it.
// Read by `npm run check` (src and providers; tests may import whatever they test).
module.exports = {
  forbidden: [
    ...require('./scripts/arrows/house.cjs'),
    ...require('./scripts/arrows/clouds.cjs'),
    ...require('./scripts/arrows/everywhere.cjs'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Arrows hold for `import type` too: a type is knowledge.
    tsPreCompilationDeps: true,
    // The paths of files imported with their `.ts`, `.cjs` or `.json` ending are taken as written.
    enhancedResolveOptions: {
      extensions: ['.ts', '.cjs', '.json', '.js'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
