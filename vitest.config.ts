import { defineConfig } from 'vitest/config';

// Layers are folders: `npm test -- test/core` runs one alone. The engine's layer has its own verb, `npm run test:engine`.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/engine/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
