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
          // One Kafka and one PostgreSQL serve every file, and each file begins with topics of its own.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Awaited as long as a busy machine may need: what never comes fails all the same.
          expect: { poll: { timeout: 20_000, interval: 20 } },
        },
      },
    ],
  },
});
