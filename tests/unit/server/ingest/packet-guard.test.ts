import fc from 'fast-check';
import mqtt from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { Budget } from '@/server/ingest/budget';
import { DOOR_LIMITS } from '@/server/ingest/limits';
import { PacketGuard } from '@/server/ingest/packet-guard';

const DEVICE_BYTES = 64 * 1024;
const CONNECT = mqtt.generate({
  cmd: 'connect',
  clientId: 'meter',
  protocolVersion: 4,
  clean: true,
  keepalive: 5,
});

function aGuard(limits = {}, budget = new Budget(DOOR_LIMITS.allHeldBytes)): PacketGuard {
  return new PacketGuard({ ...DOOR_LIMITS, publishBytes: DEVICE_BYTES, ...limits }, budget);
}

function anOpenGuard(limits = {}, budget?: Budget): PacketGuard {
  const guard = aGuard(limits, budget);
  guard.take(CONNECT);
  guard.open();
  return guard;
}

function publish(bytes: number, qos: 0 | 1 | 2 = 1, topic = 'home/power'): Buffer {
  return mqtt.generate({
    cmd: 'publish',
    topic,
    payload: Buffer.alloc(bytes, 'x'),
    qos,
    messageId: 7,
    dup: false,
    retain: false,
  });
}

function parsed(bytes: Buffer): mqtt.Packet[] {
  const packets: mqtt.Packet[] = [];
  const parser = mqtt.parser({ protocolVersion: 4 });
  parser.on('packet', (packet) => packets.push(packet));
  parser.parse(bytes);
  return packets;
}

describe('PacketGuard', () => {
  it('passes good packets untouched and uncopied', () => {
    const guard = anOpenGuard();
    const bytes = Buffer.concat([publish(60), publish(0, 0), publish(DEVICE_BYTES - 20)]);

    const passed = guard.take(bytes);

    expect(passed.equals(bytes)).toBe(true);
    expect(passed.buffer).toBe(bytes.buffer);
    expect(guard.publishes).toBe(3);
  });

  it('passes the same bytes however they were split', () => {
    const bytes = Buffer.concat([
      publish(60),
      publish(300),
      publish(DEVICE_BYTES + 1),
      publish(20_000),
      publish(5),
    ]);
    const whole = anOpenGuard().take(bytes);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 30 }), (cuts) => {
        const guard = anOpenGuard();
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = edges.slice(1).map((end, index) => guard.take(bytes.subarray(edges[index], end)));
        expect(Buffer.concat(pieces).equals(whole)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('cuts a packet over the device limit to the first KB and says how long it claimed to be', () => {
    const guard = anOpenGuard();

    const packets = parsed(guard.take(Buffer.concat([publish(10), publish(DEVICE_BYTES + 1), publish(11)])));

    expect(packets.map((packet) => ('payload' in packet ? packet.payload?.length : -1))).toEqual([
      10, 1024, 11,
    ]);
    expect([...guard.cut]).toEqual([[2, publish(DEVICE_BYTES + 1).length - 4]]);
    expect(guard.refusal).toBeUndefined();
  });

  it.each([
    ['1 MB + 1', Buffer.concat([publish(1024 * 1024 + 1)])],
    ['256 MB, of which nothing came yet', Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f])],
  ])('refuses a PUBLISH that claims %s and keeps nothing of it', (_what, bytes) => {
    const guard = anOpenGuard();

    const passed = guard.take(bytes);

    expect(passed.length).toBe(0);
    expect(guard.refusal).toMatchObject({ reason: 'too_large', publish: { qos: 1 } });
    expect(guard.refusal?.publish?.body.length).toBeLessThanOrEqual(2048);
  });

  it('refuses a CONNECT of more than 8 KB by its header alone', () => {
    const guard = aGuard();

    guard.take(Buffer.from([0x10, 0x81, 0x40]));

    expect(guard.refusal?.reason).toBe('too_large');
  });

  it.each([
    ['another packet before CONNECT', publish(5), 'no_connect'],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'no_connect'],
  ])('refuses %s', (_what, bytes, reason) => {
    const guard = aGuard();

    expect(guard.take(bytes).length).toBe(0);
    expect(guard.refusal?.reason).toBe(reason);
  });

  it('refuses a length of five bytes', () => {
    const guard = anOpenGuard();

    guard.take(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01]));

    expect(guard.refusal?.reason).toBe('malformed');
  });

  it('keeps what follows CONNECT back until that is answered', () => {
    const guard = aGuard();

    const before = guard.take(Buffer.concat([CONNECT, publish(5), publish(6)]));
    const waited = guard.waits;
    guard.open();
    const after = guard.take(Buffer.alloc(0));

    expect(before.equals(CONNECT)).toBe(true);
    expect(waited).toBe(true);
    expect(parsed(after)).toHaveLength(2);
    expect(guard.waits).toBe(false);
  });

  it('takes pings out of the stream', () => {
    const guard = anOpenGuard();
    const ping = Buffer.from([0xc0, 0]);

    const passed = guard.take(Buffer.concat([ping, publish(5), ping, publish(6)]));

    expect(guard.pings).toBe(2);
    expect(passed.equals(Buffer.concat([publish(5), publish(6)]))).toBe(true);
  });

  it('lets a long packet wait for room, and gives the room back once it has come whole', () => {
    const budget = new Budget(50_000);
    const first = anOpenGuard({}, budget);
    const second = anOpenGuard({}, budget);
    const long = publish(30_000);

    first.take(long.subarray(0, 100));
    const kept = second.take(long.subarray(0, 100));
    const waited = second.waits;
    first.take(long.subarray(100));
    const then = second.take(long.subarray(100));

    expect(kept.length).toBe(0);
    expect(waited).toBe(true);
    expect(then.equals(long)).toBe(true);
    expect(budget.used).toBe(0);
  });

  it('gives back what a packet that never came whole had booked', () => {
    const budget = new Budget(50_000);
    const guard = anOpenGuard({}, budget);
    guard.take(publish(30_000).subarray(0, 100));

    guard.close();

    expect(budget.used).toBe(0);
  });
});
