import { describe, expect, it } from 'vitest';
import { checklistOf } from '@/components/add-sensor/checklist';
import { connectionOf } from '@/components/add-sensor/connection';
import type { Arrival, ArrivalProgress, ArrivedMessage } from '@/contracts/arrival';
import type { LoginEvent } from '@/contracts/login-event';

const ARRIVAL: Arrival = {
  user: 'sensor-1',
  family: 'other',
  base: 'home/bath',
  name: 'Bath',
  begunAt: 1_000,
  sensor: { id: 'bath', name: 'Bath', room: null },
};
const BROKER = {
  isOwn: true,
  host: '192.168.4.2',
  mqttUrl: 'mqtt://127.0.0.1:1883',
  mqttsUrl: 'mqtts://127.0.0.1:8883',
  trust: { authority: undefined, tasmota: undefined, esp: undefined },
};
const CONNECTION = connectionOf(ARRIVAL, BROKER, 'secret');

/** Events in the order in which they happened. */
function listOf(
  events: readonly Partial<LoginEvent>[],
  more: Partial<ArrivalProgress> = {},
  message: ArrivedMessage = undefined,
  arrival = ARRIVAL,
) {
  const inOrder = events.map((event, index) => ({
    id: index,
    at: 2_000 + index,
    kind: 'connected' as const,
    address: '192.168.4.31',
    detail: {},
    isOwn: event.kind !== undefined && event.kind !== 'tls_failed',
    ...event,
  }));
  const progress = { now: 9_000, events: inOrder.reverse(), series: [], taught: [], heard: 0, ...more };
  return checklistOf({ arrival, progress, message, connection: CONNECTION });
}

const states = (checks: ReturnType<typeof listOf>) => checks.map(({ state }) => state);

describe('the checklist of a device that comes', () => {
  it('waits for a connection before anything else', () => {
    const checks = listOf([]);

    expect(states(checks)).toEqual(['waits', 'open', 'open', 'open', 'open']);
    expect(checks[0]?.says).toBe('It has to reach 192.168.4.2, port 8883.');
  });

  it('says why a handshake failed, until one succeeds', () => {
    const failed = { kind: 'tls_failed', detail: { reason: 'unknown ca' } } as const;

    expect(listOf([failed])[0]).toMatchObject({
      state: 'failed',
      says: 'from 192.168.4.31: unknown ca',
      tryThis: expect.stringContaining('hearth-ca.pem'),
    });
    expect(listOf([failed, { detail: { tls: 'TLSv1.3' } }])[0]).toMatchObject({
      state: 'done',
      says: 'from 192.168.4.31, TLSv1.3',
    });
  });

  it.each([
    ['password', 'Copy the password again'],
    ['unknown', 'The user name is not this one'],
    ['no_login', 'enter user and password'],
    ['banned', 'Five minutes'],
  ] as const)('says what to try after a refusal for %s', (why, tryThis) => {
    const refused = { kind: 'refused', detail: { why, reason: 'no', user: 'me' } } as const;

    expect(listOf([{}, refused])[1]).toMatchObject({
      state: 'failed',
      tryThis: expect.stringContaining(tryThis),
    });
    expect(listOf([{}, refused, { kind: 'accepted' }])[1]?.state).toBe('done');
  });

  it('is undone by no stranger once it was let in, and by itself', () => {
    const stranger = { isOwn: false, detail: { why: 'password', reason: 'no' } } as const;
    const events = [
      { kind: 'accepted' },
      { ...stranger, kind: 'refused' },
      { ...stranger, kind: 'tls_failed' },
    ] as const;

    expect(states(listOf(events)).slice(0, 2)).toEqual(['done', 'done']);
    expect(listOf([...events, { kind: 'refused', detail: { why: 'password' } }])[1]?.state).toBe('failed');
    // Before that, whoever comes may be the one.
    expect(listOf([{ ...stranger, kind: 'refused' }])[1]?.state).toBe('failed');
  });

  it('tells a topic that is not its own', () => {
    const checks = listOf([
      { kind: 'accepted' },
      { kind: 'forbidden', detail: { topic: 'Home/bath/state', what: 'publish' } },
    ]);

    expect(checks[2]).toMatchObject({
      state: 'failed',
      says: 'Home/bath/state',
      tryThis: 'Its own topics begin with home/bath/. Letters’ case matters.',
    });
  });

  it('is through with the first value, and not with one from before', () => {
    const series = (seenAt: number) => ({
      series: [
        {
          quantity: 'temperature',
          channel: null,
          unit: '°C',
          latest: { measuredAt: seenAt, value: 21.4, seenAt, changedAt: seenAt },
          rhythmMs: null,
        },
      ],
    });
    const events = [{ kind: 'accepted' }, { kind: 'stored', detail: { topic: 'home/bath/state' } }] as const;

    expect(states(listOf(events, series(500)))).toEqual(['done', 'done', 'done', 'done', 'waits']);
    expect(listOf(events, series(2_500)).at(-1)).toMatchObject({
      state: 'done',
      says: 'temperature 21.4 °C',
    });
  });

  it('says that a message is not understood, with what it holds', () => {
    const now = { readings: [{ problem: 'nothing stands there' }], availability: null };
    const message = { ...aMessage('home/bath/state', '{"x":1}'), now };

    const checks = listOf(
      [{ kind: 'accepted' }, { kind: 'stored', detail: { topic: message.topic } }],
      {},
      message,
    );

    expect(checks.at(-1)).toMatchObject({ state: 'failed', title: 'Not understood yet', says: '{"x":1}' });
  });

  it('waits on where a family’s decoder leaves a message alone', () => {
    const topic = 'tele/bath/LWT';
    const message = aMessage(topic, 'Online');
    const plug = { ...ARRIVAL, family: 'tasmota', base: 'bath' } as const;

    const checks = listOf([{ kind: 'accepted' }, { kind: 'stored', detail: { topic } }], {}, message, plug);

    expect(checks.at(-1)?.state).toBe('waits');
  });
});

function aMessage(topic: string, text: string) {
  const where = { partition: 0, offset: 0, at: 2_001 };
  return { topic, ...where, text, bytes: text.length, bytesShown: '', leaves: [], now: null, was: null };
}
