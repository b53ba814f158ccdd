import { defineConfig } from 'vitest/config';

// Layers are folders: `npm test -- test/core` runs one alone. The engine's layer has its own verb, `npm run test:engine`.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/engine/**', 'node_modules/**'],
    // The machine of CI has two cores; script tests mostly wait for children.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
