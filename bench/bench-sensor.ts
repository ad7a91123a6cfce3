import { connectAsync, type MqttClient } from 'mqtt';
import type { BenchHearth } from './bench-hearth';

const ID = 'bench-thermometer';
const TOPIC = 'bench/thermometer';
const STEP_MS = 1000;

/** A sensor with a past, whose newest value comes when it is told. */
export interface BenchSensor {
  readonly pageUrl: string;
  publish(value: number): void;
  stop(): Promise<void>;
}

/** Taught, and filled with one value a second up to now. */
export async function benchSensor(hearth: BenchHearth, pastPoints = 60): Promise<BenchSensor> {
  await hearth.teach({
    rooms: ['Bench'],
    sensors: [{ id: ID, name: 'Thermometer', room: 'Bench' }],
    mappings: [
      {
        sensor: ID,
        topic: TOPIC,
        format: 'json',
        timePath: '/at',
        timeFormat: 'unix_ms',
        readings: [{ path: '/t', quantity: 'temperature', unit: '°C' }],
      },
    ],
  });
  const client = await connectAsync(hearth.mqttUrl, { clientId: ID });
  const now = Date.now();
  for (let back = pastPoints; back > 0; back -= 1) {
    await publish(client, 20 + Math.sin(back / 20), now - back * STEP_MS);
  }
  await hearth.caughtUp();
  return {
    pageUrl: `${hearth.url}/sensors/${ID}`,
    publish: (value) => void publish(client, value, Date.now()),
    stop: () => client.endAsync(),
  };
}

async function publish(client: MqttClient, temperature: number, at: number): Promise<void> {
  await client.publishAsync(TOPIC, JSON.stringify({ t: Number(temperature.toFixed(2)), at }), { qos: 1 });
}
