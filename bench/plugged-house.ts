import { connectAsync, type MqttClient } from 'mqtt';
import type { BenchHearth } from './bench-hearth';

/** A house of a meter and plugs: how many, how they are called, and how many values they send a second together. */
export interface PluggedHouse {
  readonly ids: readonly string[];
  readonly sensorsARoom: number;
  readonly perSecond: number;
}

/** Taught, and publishing in turn until it is left. The first sensor is the meter. */
export async function aPluggedHouse(
  hearth: BenchHearth,
  { ids, sensorsARoom, perSecond }: PluggedHouse,
): Promise<{ leave(): Promise<void> }> {
  const roomOf = (index: number) => `Room ${Math.floor(index / sensorsARoom) + 1}`;
  await hearth.teach({
    rooms: [...new Set(ids.map((_, index) => roomOf(index)))],
    sensors: ids.map((id, index) => ({
      id,
      name: id,
      room: roomOf(index),
      ...(index === 0 && { profile: 'meter' }),
    })),
    mappings: ids.map((sensor) => ({
      sensor,
      topic: `bench/${sensor}`,
      format: 'number',
      readings: [{ quantity: 'power', unit: 'W' }],
    })),
  });
  const client: MqttClient = await connectAsync(hearth.mqttUrl, { clientId: `bench-${ids[0]}` });
  const publish = (id: string) =>
    client.publishAsync(`bench/${id}`, (20 + Math.random() * 80).toFixed(1), { qos: 1 });
  await Promise.all(ids.map(publish));
  await hearth.caughtUp();
  let sent = 0;
  const timer = setInterval(() => {
    sent += 1;
    void publish(ids[sent % ids.length] ?? '').catch(() => undefined);
  }, 1_000 / perSecond);
  return {
    leave: async () => {
      clearInterval(timer);
      await client.endAsync();
    },
  };
}
