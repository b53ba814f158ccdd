import { defineConfig } from 'vitest/config';

// The HTML face in a real Chromium: `npm run test:browser`. One file after another: each starts a browser of its own.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    fileParallelism: false,
    // The rules of accessibility over a page of 500 targets.
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
