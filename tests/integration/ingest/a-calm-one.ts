import { expect } from 'vitest';
import type { TestDoor } from './a-door';
import { aLogin } from './a-login';
import { AnsweringClient } from './answering-client';

/**
 * Somebody who must notice nothing of what others do: goes on publishing, one message after the other is acknowledged. Answers,
 * when it is asked to stop, how many were.
 */
export async function aCalmOne(door: TestDoor): Promise<() => Promise<number>> {
  const client = new AnsweringClient(door.port);
  const login = await aLogin(door, { prefixes: ['tele/calm'] });
  expect(await client.connect({ clientId: 'calm', ...login })).toMatchObject({ returnCode: 0 });
  let [going, acknowledged] = [true, 0];
  const publishing = (async () => {
    while (going) {
      await client.publishes('tele/calm/STATE', String(acknowledged), 1);
      acknowledged += 1;
    }
  })();
  return async () => {
    going = false;
    await publishing;
    expect(client.socket.destroyed).toBe(false);
    await client.cut();
    return acknowledged;
  };
}
