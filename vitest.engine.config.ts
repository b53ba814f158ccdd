import { defineConfig } from 'vitest/config';

// The engine's layer, with the real engine: `npm run test:engine`. One file after another, since two engines at once on a
// small machine only slow each other down.
export default defineConfig({
  test: {
    include: ['test/engine/**/*.test.ts'],
    globalSetup: ['test/engine/build-driver.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
