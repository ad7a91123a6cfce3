import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { type RehearsalWork, startRehearsal } from '@/server/decode/rehearse/start-rehearsal';

/** A thread that says how far it is, and then never comes to an end. */
function endless(): Worker {
  const script = `const { parentPort } = require('node:worker_threads');
    parentPort.postMessage({ done: 1200000, of: 5000000 });
    setInterval(() => {}, 1000);`;
  return new Worker(script, { eval: true });
}

/** A rehearsal of which the first line has come. */
async function begun() {
  const [leaving, tooLong] = [new AbortController(), new AbortController()];
  const lines = startRehearsal({} as RehearsalWork, endless, leaving.signal, tooLong.signal);
  const first = await lines.next();
  return { lines, first: first.value, leaving, tooLong };
}

it('a rehearsal that takes too long says how far it came, and what to do', async () => {
  const { lines, first, tooLong } = await begun();

  tooLong.abort();

  expect(first).toEqual({ done: 1_200_000, of: 5_000_000 });
  expect(await lines.next()).toMatchObject({
    value: {
      problem:
        'It took longer than 10 minutes and was ended: 1,200,000 of 5,000,000 messages were read by then. Rehearse fewer days.',
    },
  });
  expect((await lines.next()).done).toBe(true);
});

it('a rehearsal that nobody wants any more has no problem', async () => {
  const { lines, leaving } = await begun();

  leaving.abort();

  await expect(lines.next()).rejects.toThrow('abort');
});
