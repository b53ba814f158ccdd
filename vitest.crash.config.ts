import { defineConfig } from 'vitest/config';

// The layer of crashes: `npm run test:crash`. Whole journeys, thousands of them, in this process and on a clock of their own.
export default defineConfig({
  test: {
    include: ['test/crash/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 1_500_000,
  },
});
