import { defineConfig } from 'vitest/config';

// The layer with a real Kubernetes API server: `npm run test:kubernetes`. One file after another: each starts a server of its
// own, and two at once on a small machine only slow each other down.
export default defineConfig({
  test: {
    include: ['test/kubernetes/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    // A server is waited for up to 60 s.
    hookTimeout: 90_000,
  },
});
