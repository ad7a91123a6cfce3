import { decodeMessage } from '@/server/decode/decode-message';
import { createMemory, type Memory } from '@/server/decode/memory';
import { atLeast, type BenchRow, median } from './bench-row';
import { benchDecodeRole } from './decode-role';
import { KINDS, type Kind, keyOf, messageOf } from './house-traffic';

const DEVICES = 200;
const MESSAGES = 100_000;
const ROUNDS = 5;
/** The first rounds teach the compiler. */
const WARM_UP_ROUNDS = 2;
const LEAST: Readonly<Record<Kind, number>> = { plain: 100_000, tasmota: 50_000, zigbee2mqtt: 50_000 };

/** What decoding costs: codec, mapping and units alone, then the role with Kafka and PostgreSQL. */
export async function benchDecode(): Promise<readonly BenchRow[]> {
  const memory = aKnownHouse();
  const rates = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]));
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    for (const kind of KINDS) {
      const perSecond = decodedPerCpuSecond(kind, memory);
      if (round >= WARM_UP_ROUNDS) rates.get(kind)?.push(perSecond);
    }
  }
  const rows = KINDS.map((kind) => {
    const name = `decode: ${kind}, messages a CPU second`;
    return atLeast(name, median(rates.get(kind) ?? []), 'msg/s', LEAST[kind]);
  });
  return [...rows, ...(await benchDecodeRole())];
}

/** Every device feeds a sensor, and every plain topic is mapped. */
function aKnownHouse(): Memory {
  const memory = createMemory();
  const devices = Array.from({ length: DEVICES }, (_, device) => device);
  memory.bind(
    (['tasmota', 'zigbee2mqtt'] as const).flatMap((family, kind) =>
      devices.map((device) => ({
        ...{
          id: kind * DEVICES + device,
          family,
          key: keyOf(family, device),
          sensorId: `${family}-${device}`,
        },
        ...{
          sourceChannel: null,
          channel: null,
          validFrom: 0,
          validTo: undefined,
          offsets: [],
          isNobodys: false,
        },
      })),
    ),
  );
  memory.learn(
    devices.map((device) => ({
      ...{ mappingId: device + 1, version: 1, validFrom: 0 },
      definition: {
        topic: `house/room-${device}/temperature`,
        sensor: `room-${device}`,
        format: 'number',
        readings: [{ quantity: 'temperature', unit: '°C' }],
      },
    })),
  );
  return memory;
}

function decodedPerCpuSecond(kind: Kind, memory: Memory): number {
  const atMs = Date.now();
  const messages = Array.from({ length: 1000 }, (_, n) => {
    const { topic, payload } = messageOf(kind, n % DEVICES, n);
    const header = {
      ...({
        uid: `${kind}-${n}`,
        topic,
        qos: 1,
        retain: false,
        replayed: false,
        dup: false,
        session: false,
      } as const),
      received: atMs * 1000,
    };
    return { header, payload: Buffer.from(payload), partition: 0, offset: n, atMs };
  });
  const before = process.cpuUsage();
  let readings = 0;
  for (let round = 0; round < MESSAGES / messages.length; round += 1)
    for (const message of messages)
      readings += decodeMessage(message, memory, 'Europe/Berlin').readings.length;
  const { user, system } = process.cpuUsage(before);
  if (readings !== MESSAGES) throw new Error(`${readings} readings of ${MESSAGES} messages of ${kind}`);
  return MESSAGES / ((user + system) / 1_000_000);
}
