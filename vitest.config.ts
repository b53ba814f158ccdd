import { defineConfig } from 'vitest/config';

// Layers are folders: `npm test -- test/core` runs one alone. The engine's layer and that of
// a real API server and of real shells have their own verbs: `npm run test:engine`, `test:kubernetes`, `test:shells`.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/engine/**', 'test/kubernetes/**', 'test/shells/**', 'node_modules/**'],
    // The machine of CI has two cores; script tests mostly wait for children.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
