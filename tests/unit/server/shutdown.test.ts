import { expect, it } from 'vitest';
import { createShutdown } from '@/server/shutdown';

it('ends the last that started first, one after the other, and all of them though some fail', async () => {
  const told: string[] = [];
  const shutdown = createShutdown({
    debug: () => undefined,
    error: (fields: object) => void told.push(`${(fields as { part: string }).part} failed`),
  });
  shutdown.add('first', () => void told.push('first'));
  shutdown.add('rejects', () => Promise.reject(new Error('no')));
  shutdown.add('throws', () => {
    throw new Error('no');
  });
  shutdown.add('slow', async () => {
    await new Promise(setImmediate);
    told.push('slow');
  });

  await shutdown.run();

  expect(told).toEqual(['slow', 'throws failed', 'rejects failed', 'first']);
});
