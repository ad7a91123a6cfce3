import { setTimeout as wait } from 'node:timers/promises';
import { connect, type MqttClient } from 'mqtt';
import type { DemoDevice, Message, World } from './devices/device';
import { dueBetween } from './schedule';

const TICK_MS = 1_000;
/** After a pause, of the machine or the door, nobody makes up for what was not sent. */
const LONGEST_SPAN_MS = 5_000;
const AGAIN_MS = 2_000;
const LEAVE_MS = 3_000;

export interface Publisher {
  /** Leaves as devices do that are switched off in good order. */
  stop(): Promise<void>;
  /** Takes back what the broker keeps of them, then leaves. */
  vanish(): Promise<void>;
}

/** Publishes what the demo's devices say, over real connections, one for each and one timer for all. */
export function startPublisher(
  url: string,
  devices: readonly DemoDevice[],
  world: World,
  now: () => number = Date.now,
): Publisher {
  const clients = new Map<string, MqttClient>();
  for (const [clientId, own] of byClient(devices))
    clients.set(clientId, connectDevice(url, clientId, { devices: own, world, now }));
  let from = now();
  const ticking = setInterval(() => {
    const to = now();
    const since = Math.min(to, Math.max(from, to - LONGEST_SPAN_MS));
    from = to;
    for (const { clientId, message } of dueBetween(devices, world, { from: since, to, pace: 'liveMs' })) {
      const client = clients.get(clientId);
      if (client?.connected) publish(client, message);
    }
  }, TICK_MS);

  async function leaveAll(): Promise<void> {
    clearInterval(ticking);
    await Promise.all([...clients.values()].map(leave));
  }
  return {
    stop: leaveAll,
    vanish: async () => {
      clearInterval(ticking);
      for (const [clientId, own] of byClient(devices)) {
        const client = clients.get(clientId);
        if (client?.connected)
          for (const message of keptBy(own, world)) publish(client, { ...message, payload: '' });
      }
      await leaveAll();
    },
  };
}

function connectDevice(
  url: string,
  clientId: string,
  { devices, world, now }: { devices: readonly DemoDevice[]; world: World; now: () => number },
): MqttClient {
  const will = devices.find((device) => device.will !== undefined)?.will;
  const client = connect(url, {
    clientId,
    reconnectPeriod: AGAIN_MS,
    queueQoSZero: false,
    ...(will !== undefined && {
      will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1 as const, retain: true },
    }),
  });
  // As real ones do, they speak as soon as they are there.
  client.on('connect', () => {
    for (const device of devices) {
      const said = [...(device.greetings?.(world) ?? []), ...device.messages(world, now())];
      for (const message of said) publish(client, message);
    }
  });
  // mqtt.js comes back by itself.
  client.on('error', () => undefined);
  return client;
}

/** Acknowledged, so that leaving can wait until all of it is in the log. */
function publish(client: MqttClient, { topic, payload, retain }: Message): void {
  client.publish(topic, payload, { qos: 1, retain: retain === true }, () => undefined);
}

function keptBy(devices: readonly DemoDevice[], world: World): readonly Message[] {
  return devices.flatMap((device) => device.greetings?.(world) ?? []).filter(({ retain }) => retain === true);
}

function byClient(devices: readonly DemoDevice[]): ReadonlyMap<string, readonly DemoDevice[]> {
  const groups = new Map<string, DemoDevice[]>();
  for (const device of devices) {
    const group = groups.get(device.clientId);
    if (group === undefined) groups.set(device.clientId, [device]);
    else group.push(device);
  }
  return groups;
}

/** Waits for what is under way, but not for a door that doesn't answer. */
async function leave(client: MqttClient): Promise<void> {
  await Promise.race([client.endAsync(!client.connected), wait(LEAVE_MS, undefined, { ref: false })]);
  client.stream.destroy();
}
