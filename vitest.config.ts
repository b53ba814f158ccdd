import { defineConfig } from 'vitest/config';

// Layers are folders: `npm test -- test/core` runs one alone. The layers of crashes, of the engine, of a real API server, of real shells and
// of a real browser have their own verbs: `npm run test:crash`, `test:engine`, `test:kubernetes`, `test:shells`, `test:browser`.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/crash/**',
      'test/engine/**',
      'test/kubernetes/**',
      'test/shells/**',
      'test/browser/**',
      'node_modules/**',
    ],
    // The machine of CI has two cores; script tests mostly wait for children.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
