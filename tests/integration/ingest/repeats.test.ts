import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/server/context';
import { aContext } from '@/tests/support/a-context';
import { freshTopics } from '@/tests/support/fresh-topics';
import { servers } from '@/tests/support/servers';
import { aDoor, answered, type TestDoor } from './a-door';

const kafka = { brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' };
const SESSION = { clientId: 'meter', clean: false };

async function withDoor(work: (door: TestDoor) => Promise<void>): Promise<void> {
  const door = await aDoor();
  await work(door);
  await door.balance();
  await door.stop();
}

/** Two lives of the door on one data folder and one log. */
async function acrossRestart(
  before: (door: TestDoor) => Promise<void>,
  after: (door: TestDoor) => Promise<void>,
): Promise<void> {
  const context: Context & { stop(): Promise<void> } = await aContext();
  for (const life of [before, after]) {
    const door = await aDoor({ context });
    await life(door);
    await door.balance();
    await door.stop();
  }
  await context.stop();
}

describe('a client that sends again', () => {
  beforeEach(() => freshTopics(kafka));

  it('has one record and one acknowledgement more when its connection broke before the first arrived', async () => {
    await withDoor(async (door) => {
      const first = await door.client(SESSION);
      first.publish('home/power', '42', 1, 7);
      await expect.poll(() => door.raw()).toHaveLength(1);
      await first.cut();

      const second = await door.client(SESSION);
      second.publish('home/power', '42', 1, 7);

      await answered(second, 'puback', 7);
      expect(await door.raw()).toHaveLength(1);
      await expect.poll(() => door.count('hearth_mqtt_joined_total', 1)).toBe(1);
    });
  });

  it('has two records when it measured the same value twice', async () => {
    await withDoor(async (door) => {
      const client = await door.client(SESSION);
      client.publish('home/power', '42', 1, 7);
      await answered(client, 'puback', 7);

      client.publish('home/power', '42', 1, 7);

      await expect.poll(() => client.count('puback')).toBe(2);
      expect(await door.raw()).toHaveLength(2);
    });
  });

  it('has two records in a clean session', async () => {
    await withDoor(async (door) => {
      const first = await door.client();
      first.publish('home/power', '42', 1, 7);
      await answered(first, 'puback', 7);
      await first.cut();

      const second = await door.client();
      second.publish('home/power', '42', 1, 7);

      await answered(second, 'puback', 7);
      expect(await door.raw()).toHaveLength(2);
    });
  });

  it('joins across a restart what it had sent before, whatever DUP says', async () => {
    await acrossRestart(
      async (door) => {
        const client = await door.client(SESSION);
        client.publish('home/power', '42', 1, 7);
        client.publish('home/power', '43', 1, 8);
        await answered(client, 'puback', 8);
      },
      async (door) => {
        const client = await door.client(SESSION);
        client.publish('home/power', '42', 1, 7);
        client.publish('home/power', '43', 1, 8, true);
        client.publish('home/power', '44', 1, 9);

        await answered(client, 'puback', 9);
        expect(client.count('puback')).toBe(3);
        expect((await door.raw()).map(({ payload }) => payload)).toEqual(['42', '43', '44']);
        await expect.poll(() => door.count('hearth_mqtt_joined_total', 1)).toBe(2);
      },
    );
  });

  it('joins across a restart what stands behind a message that the log has lost', async () => {
    await acrossRestart(
      async (door) => {
        const client = await door.client(SESSION);
        client.publish('home/power', '42', 1, 7);
        client.publish('home/power', '44', 1, 9);
        await answered(client, 'puback', 9);
      },
      async (door) => {
        const client = await door.client(SESSION);
        client.publish('home/power', '42', 1, 7);
        client.publish('home/humidity', '43', 1, 8);
        client.publish('home/power', '44', 1, 9);

        await expect.poll(() => client.count('puback')).toBe(3);
        expect((await door.raw()).map(({ payload }) => payload)).toEqual(['42', '44', '43']);
      },
    );
  });

  it('joins nothing after a restart once it has sent something else', async () => {
    await acrossRestart(
      async (door) => {
        const client = await door.client(SESSION);
        client.publish('home/power', '42', 1, 7);
        await answered(client, 'puback', 7);
      },
      async (door) => {
        const client = await door.client(SESSION);
        client.publish('home/power', '43', 1, 8);
        client.publish('home/power', '42', 1, 7);

        await expect.poll(() => client.count('puback')).toBe(2);
        expect(await door.raw()).toHaveLength(3);
      },
    );
  });

  it('joins nothing after a restart when it had used a packet id twice', async () => {
    await acrossRestart(
      async (door) => {
        const client = await door.client(SESSION);
        client.publish('home/power', '42', 1, 7);
        await answered(client, 'puback', 7);
        client.publish('home/power', '42', 1, 7);
        await expect.poll(() => client.count('puback')).toBe(2);
      },
      async (door) => {
        const client = await door.client(SESSION);
        client.publish('home/power', '42', 1, 7);

        await answered(client, 'puback', 7);
        expect(await door.raw()).toHaveLength(3);
      },
    );
  });
});

describe('QoS 2', () => {
  beforeEach(() => freshTopics(kafka));

  it('has one record when cut after PUBLISH', async () => {
    await withDoor(async (door) => {
      const first = await door.client(SESSION);
      first.publish('home/power', '42', 2, 7);
      await expect.poll(() => door.raw()).toHaveLength(1);
      await first.cut();

      const second = await door.client(SESSION);
      second.publish('home/power', '42', 2, 7);
      await answered(second, 'pubrec', 7);
      second.send({ cmd: 'pubrel', messageId: 7 });

      await answered(second, 'pubcomp', 7);
      expect(await door.raw()).toHaveLength(1);
    });
  });

  it('has one record when cut after PUBREC', async () => {
    await withDoor(async (door) => {
      const first = await door.client(SESSION);
      first.publish('home/power', '42', 2, 7);
      await answered(first, 'pubrec', 7);
      await first.cut();

      const second = await door.client(SESSION);
      second.publish('home/power', '42', 2, 7, true);
      await answered(second, 'pubrec', 7);
      second.send({ cmd: 'pubrel', messageId: 7 });

      await answered(second, 'pubcomp', 7);
      expect(await door.raw()).toHaveLength(1);
    });
  });

  it.each(['PUBREL', 'PUBCOMP'])(
    'is completed when cut after %s, and its id is free for a new message',
    async (cut) => {
      await withDoor(async (door) => {
        const first = await door.client(SESSION);
        first.publish('home/power', '42', 2, 7);
        await answered(first, 'pubrec', 7);
        first.send({ cmd: 'pubrel', messageId: 7 });
        if (cut === 'PUBCOMP') await answered(first, 'pubcomp', 7);
        else await expect.poll(() => first.socket.writableLength).toBe(0);
        await first.cut();

        const second = await door.client(SESSION);
        second.send({ cmd: 'pubrel', messageId: 7 });
        await answered(second, 'pubcomp', 7);
        second.publish('home/power', '42', 2, 7);

        await answered(second, 'pubrec', 7);
        expect(await door.raw()).toHaveLength(2);
      });
    },
  );

  it('joins a PUBLISH and completes a PUBREL across a restart', async () => {
    await acrossRestart(
      async (door) => {
        const client = await door.client(SESSION);
        client.publish('home/power', '42', 2, 7);
        client.publish('home/power', '43', 2, 8);
        await answered(client, 'pubrec', 8);
      },
      async (door) => {
        const client = await door.client(SESSION);
        client.publish('home/power', '42', 2, 7);
        client.send({ cmd: 'pubrel', messageId: 8 });

        await answered(client, 'pubrec', 7);
        await answered(client, 'pubcomp', 8);
        expect(await door.raw()).toHaveLength(2);
      },
    );
  });
});
