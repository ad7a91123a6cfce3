import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { applyMappingFile, setBelievableRange } from '@/server/decode/commands';
import { decodeMessage } from '@/server/decode/decode-message';
import { createKnowledge } from '@/server/decode/knowledge';
import { addSensor, editSensor, removeSensors } from '@/server/registry/commands';
import { aDatabase } from '@/tests/support/a-database';
import { aMapping, aMappingFile, aRawHeader } from '@/tests/support/builders';

let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  database = await aDatabase();
});
afterAll(() => database.drop());

const CELLAR = { name: 'Cellar', room: null, icon: null, profile: null } as const;

beforeEach(async () => {
  await applyMappingFile(database, aMappingFile([aMapping(), MAPPED_BY_TASMOTA_TOPIC], ['kitchen']), {
    validFrom: new Date(0),
  });
  await database.pool.query(
    `INSERT INTO series (sensor_id, quantity, unit) VALUES ('kitchen', 'temperature', '°C') ON CONFLICT DO NOTHING`,
  );
});

const MAPPED_BY_TASMOTA_TOPIC = aMapping({
  topic: 'other/temperature',
  readings: [{ quantity: 'temperature', unit: '°C', max: 30 }],
} as never);

/** What a message would come to that is received at this moment, as a decoder that only starts knows it. */
async function decoded(topic: string, payload: string, atMs: number) {
  const knowledge = createKnowledge(database.pool);
  await knowledge.refresh();
  const header = aRawHeader({ topic, received: atMs * 1000 });
  const raw = { header, payload: Buffer.from(payload), partition: 0, offset: 0, atMs };
  return decodeMessage(raw, knowledge.memory, 'UTC').readings.flatMap(({ measures }) => measures);
}

function qualityAt(atMs: number, payload: string, topic = 'sensors/kitchen/temperature') {
  return decoded(topic, payload, atMs).then(([measure]) => measure?.quality);
}

it('a range that a person sets holds a second later, for all that read the series, and no sooner', async () => {
  const wish = { quantity: 'temperature', channel: null, since: null } as const;
  const outcome = await setBelievableRange(database, 'kitchen', { ...wish, limits: [-60, 900] }, 'ada');
  if (!('done' in outcome)) throw new Error(outcome.refused.problem);
  const holds = Date.parse(outcome.done.validFrom) + 1;

  expect(await qualityAt(holds - 2, '850')).toBe('implausible');
  expect(await qualityAt(holds, '850')).toBeUndefined();
  expect(await qualityAt(holds, '850', 'other/temperature')).toBeUndefined();

  const back = await setBelievableRange(database, 'kitchen', { ...wish, limits: null }, 'ada');
  if (!('done' in back)) throw new Error(back.refused.problem);
  const later = Date.parse(back.done.validFrom) + 1;

  expect(await qualityAt(later, '850')).toBe('implausible');
  expect(await qualityAt(later, '31', 'other/temperature')).toBe('implausible');
});

it('a range of the past, too, asks for a replay of the topics that feed the sensor, with the range as its correction', async () => {
  const since = Date.UTC(2026, 10, 1);
  const wish = { quantity: 'temperature', channel: null, since } as const;
  const outcome = await setBelievableRange(database, 'kitchen', { ...wish, limits: [-60, 900] }, 'ada');
  if (!('done' in outcome)) throw new Error(outcome.refused.problem);
  const { replay, validFrom } = outcome.done;
  const { rows } = await database.pool.query(
    `SELECT job.kind, topics, from_at AS "from", to_at AS "to", range.min, range.max, correction.valid_from AS begins
     FROM replay_job AS job JOIN correction ON replay_id = job.id JOIN believable_range AS range ON range.id = range_id
     WHERE job.id = $1`,
    [replay],
  );

  expect(rows).toEqual([
    {
      kind: 'range',
      topics: ['other/temperature', 'sensors/kitchen/temperature'],
      from: new Date(since - 120_000),
      to: new Date(Date.parse(validFrom) + 1),
      min: -60,
      max: 900,
      begins: new Date(since - 120_000),
    },
  ]);
});

it('a range is of a series that is there, and has a lowest value below its highest', async () => {
  const wish = {
    sensorId: 'kitchen',
    quantity: 'humidity',
    channel: null,
    since: null,
    limits: [0, 1],
  } as const;

  expect(await setBelievableRange(database, 'kitchen', wish, 'ada')).toMatchObject({ refused: {} });
  expect(
    await setBelievableRange(
      database,
      'kitchen',
      { ...wish, quantity: 'temperature', limits: [1, 1] },
      'ada',
    ),
  ).toMatchObject({ refused: { field: 'min' } });
});

it('a profile narrows what is believed from a second on, and says so no longer when it is another', async () => {
  const made = await addSensor(database, { ...CELLAR, profile: 'climate' });
  if (!('done' in made)) throw new Error(made.refused.problem);
  const { id } = made.done;
  const topic = `sensors/${id}`;
  const taught = { sensors: [{ id, name: CELLAR.name }], mappings: [{ sensor: id, ...aMapping({ topic }) }] };
  await applyMappingFile(database, JSON.stringify(taught), { validFrom: new Date(0) });
  const afterFirst = Date.now() + 5_000;

  expect(await qualityAt(afterFirst, '85', topic)).toBe('implausible');
  expect(await qualityAt(afterFirst, '84', topic)).toBeUndefined();
  expect(await qualityAt(Date.now() - 60_000, '85', topic)).toBeUndefined();

  await editSensor(database, id, { ...CELLAR, profile: 'climate' }, { ...CELLAR, profile: 'heating' });

  expect(await qualityAt(Date.now() + 5_000, '85', topic)).toBeUndefined();
  expect(await qualityAt(Date.now() + 5_000, '601', topic)).toBe('implausible');

  const { pool } = database;
  await removeSensors(database, [id]);

  expect((await pool.query('SELECT FROM believable_range WHERE sensor_id = $1', [id])).rowCount).toBe(0);
});
