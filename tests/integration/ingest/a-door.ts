import type { IConnectPacket } from 'mqtt-packet';
import { expect } from 'vitest';
import { parseRawHeader, RAW_HEADER, type RawHeader } from '@/contracts/raw-message';
import { DEAD_LETTERS, RAW } from '@/contracts/topics';
import type { Context, Running } from '@/server/context';
import type { Readiness } from '@/server/health';
import { startIngest } from '@/server/ingest/index';
import type { DoorLimits } from '@/server/ingest/limits';
import { withOwnLogin } from '@/server/logins/index';
import type { KafkaSettings } from '@/server/stream/types';
import { aContext } from '@/tests/support/a-context';
import { wholeLog } from '@/tests/support/whole-log';
import { type Answer, connectBytes, WireClient } from './wire-client';

interface LoggedMessage {
  readonly header: RawHeader;
  readonly payload: string;
  readonly bytes: Buffer;
  readonly timestampMs: number;
  readonly key: string;
}

export interface TestDoor {
  readonly context: Context;
  readonly url: string;
  /** With the login of this machine; an external broker's as it is. */
  readonly machineUrl: string;
  /** The same login, for a CONNECT. */
  readonly login: { readonly username: string; readonly password: Buffer };
  readonly port: number;
  /** A connection that has said nothing yet. */
  stranger(): WireClient;
  client(options?: Partial<IConnectPacket>): Promise<WireClient>;
  raw(): Promise<readonly LoggedMessage[]>;
  letters(): Promise<readonly Readonly<Record<string, string>>[]>;
  /** Sums of a metric over all QoS, or of one. */
  count(metric: string, qos?: 0 | 1 | 2): Promise<number>;
  /** Everything received is decided, and the books balance. */
  balance(): Promise<void>;
  /** Ends the door as a kill would: what was promised is all that is left. */
  stop(): Promise<void>;
}

/** The door on a port of its own. Given an earlier door's context, it starts again where that one stopped. */
export async function aDoor(
  own: {
    limits?: Partial<DoorLimits>;
    kafka?: KafkaSettings;
    context?: Context;
    /** As in the environment. */
    settings?: Readonly<Record<string, string>>;
  } = {},
): Promise<TestDoor> {
  const overrides = own.kafka ? { kafka: own.kafka } : {};
  const made = own.context === undefined ? await aContext(overrides, own.settings) : undefined;
  const context = own.context ?? made;
  if (context === undefined) throw new Error('no context');
  const running: Running = await startIngest(context, own.limits);
  const url = context.addresses.mqttUrl ?? '';
  const machineUrl = context.config.broker ? url : withOwnLogin(url, context.config.dataDir, 'machine');
  const { port: portText, username, password } = new URL(machineUrl);
  const [port, login] = [Number(portText), { username, password: Buffer.from(password) }];
  const clients: WireClient[] = [];
  const count = async (name: string, qos?: number) => {
    const metric = await context.metrics.registry.getSingleMetric(name)?.get();
    const values =
      metric?.values.filter(({ labels }) => qos === undefined || Number(labels.qos) === qos) ?? [];
    return values.reduce((sum, { value }) => sum + value, 0);
  };
  const stranger = () => {
    const client = new WireClient(port);
    clients.push(client);
    return client;
  };
  return {
    context,
    url,
    machineUrl,
    login,
    port,
    stranger,
    client: async (options = {}) => {
      const client = stranger();
      client.sendBytes(connectBytes({ ...login, ...options }));
      await expect.poll(() => client.has('connack'), { interval: 5 }).toBe(true);
      return client;
    },
    raw: () => rawLog(context.kafka),
    letters: () => letters(context.kafka),
    count,
    balance: () => balanced(count),
    stop: async () => {
      await running.stop();
      await Promise.all(clients.map((client) => client.cut()));
      await made?.stop();
    },
  };
}

/** Waits until the door takes what comes. */
export async function ready(door: TestDoor): Promise<void> {
  await expect.poll(() => readiness(door)).toEqual({ ready: true });
}

/** What `/readyz` says of it. */
export function readiness({ context }: TestDoor): Readiness | undefined {
  return context.health.report().roles.ingest;
}

/** Waits for the answer. */
export async function answered(client: WireClient, answer: Answer, messageId?: number): Promise<void> {
  await expect.poll(() => client.has(answer, messageId), { timeout: 10_000, interval: 5 }).toBe(true);
}

async function rawLog(kafka: KafkaSettings): Promise<readonly LoggedMessage[]> {
  const records = await wholeLog(kafka, RAW);
  const messages = records.map(({ headers, value, timestampMs, key }) => ({
    header: parseRawHeader(headers[RAW_HEADER] ?? ''),
    payload: value?.toString() ?? '',
    bytes: value ?? Buffer.alloc(0),
    timestampMs,
    key: key?.toString() ?? '',
  }));
  return messages.sort((a, b) => a.header.received - b.header.received);
}

async function letters(kafka: KafkaSettings): Promise<readonly Readonly<Record<string, string>>[]> {
  const records = await wholeLog(kafka, DEAD_LETTERS);
  return records.map(({ headers, value, key }) => ({
    ...Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, bytes?.toString() ?? ''])),
    source: key?.toString() ?? '',
    bytes: value?.toString('latin1') ?? '',
  }));
}

async function balanced(count: TestDoor['count']): Promise<void> {
  await expect.poll(() => count('hearth_mqtt_in_flight'), { timeout: 10_000 }).toBe(0);
  for (const qos of [0, 1, 2] as const) {
    const [received, appended, joined, refused, shed, acked] = await Promise.all(
      [
        'hearth_mqtt_received_total',
        'hearth_raw_appended_total',
        'hearth_mqtt_joined_total',
        'hearth_mqtt_refused_total',
        'hearth_mqtt_shed_total',
        'hearth_mqtt_acked_total',
      ].map((name) => count(name, qos)),
    );
    expect(received).toBe((appended ?? 0) + (joined ?? 0) + (refused ?? 0) + (shed ?? 0));
    expect(acked).toBeLessThanOrEqual((appended ?? 0) + (joined ?? 0) + (refused ?? 0));
  }
}
