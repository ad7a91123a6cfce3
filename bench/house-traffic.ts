import { randomUUID } from 'node:crypto';
import { encodeRawHeader, RAW_HEADER, rawKey } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';
import type { OutgoingRecord } from '@/server/stream/types';

/** What a house sends: plain numbers that mappings read, Tasmota's meters, and sensors behind Zigbee2MQTT. */
export const KINDS = ['plain', 'tasmota', 'zigbee2mqtt'] as const;
export type Kind = (typeof KINDS)[number];

/** The `value`-th message of one of many devices of a kind. */
export function messageOf(kind: Kind, device: number, value: number): { topic: string; payload: string } {
  if (kind === 'plain')
    return { topic: topicOf(kind, device), payload: (15 + (value % 100) / 10).toFixed(1) };
  const content = kind === 'tasmota' ? meterOf(value) : climateOf(value);
  return { topic: topicOf(kind, device), payload: JSON.stringify(content) };
}

function topicOf(kind: Kind, device: number): string {
  if (kind === 'plain') return `house/room-${device}/temperature`;
  return kind === 'tasmota' ? `tele/plug_${device}/SENSOR` : `zigbee2mqtt/climate_${device}`;
}

/** Which device of a family it is. */
export function keyOf(kind: Exclude<Kind, 'plain'>, device: number): string {
  return kind === 'tasmota' ? `plug_${device}` : `climate_${device}`;
}

function meterOf(value: number): object {
  return {
    Time: new Date(Date.now()).toISOString().slice(0, 19),
    ENERGY: {
      TotalStartTime: '2024-01-01T00:00:00',
      Total: 1234.567,
      Yesterday: 1.234,
      Today: 0.345,
      Period: 4,
      Power: 40 + (value % 50),
      ApparentPower: 45,
      ReactivePower: 12,
      Factor: 0.93,
      Voltage: 231,
      Current: 0.174,
    },
  };
}

function climateOf(value: number): object {
  return {
    battery: 87,
    humidity: 50 + (value % 100) / 10,
    last_seen: new Date(Date.now()).toISOString(),
    linkquality: 120,
    pressure: 1013,
    temperature: 21.5,
    voltage: 2995,
  };
}

/** A message as the door writes it. */
export function rawRecord(
  { topic, payload }: { readonly topic: string; readonly payload: string },
  receivedMs = Date.now(),
): OutgoingRecord & { readonly uid: string } {
  const uid = randomUUID();
  const client = { device: 'bench', packet: 1 };
  const header = encodeRawHeader({ uid, topic, qos: 1, ...client, received: receivedMs * 1000 });
  const value = Buffer.from(payload);
  const headers = { [RAW_HEADER]: header };
  return { topic: RAW, key: rawKey(topic), value, headers, timestampMs: receivedMs, uid };
}
