import { defineConfig } from 'vitest/config';

// The layer with real shells, and the readers of manual pages: `npm run test:shells`.
export default defineConfig({
  test: {
    include: ['test/shells/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
