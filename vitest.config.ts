import path from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '@': path.resolve(import.meta.dirname) };

export default defineConfig({
  test: {
    projects: [
      { resolve: { alias }, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: 'tests/support/infrastructure.ts',
          // Each worker has servers of its own, and each file begins with topics of its own. Given servers serve one worker.
          maxWorkers: process.env.TEST_KAFKA_BROKERS ? 1 : Number(process.env.TEST_WORKERS ?? 1),
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Awaited as long as a busy machine may need: what never comes fails all the same.
          expect: { poll: { timeout: 20_000, interval: 20 } },
        },
      },
    ],
  },
});
