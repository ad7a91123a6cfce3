import type { PoolClient } from 'pg';
import { nobodysInstead } from './continue-sensor';
import { askForReplay, type Correction, undoReplayIn } from './replay/ask';
import { announce, momentOfValidity } from './write-knowledge';

/** Bindings that are to be as if they had never been. */
export interface BindingsToTakeBack {
  readonly bindings: readonly number[];
  /** By which they hold for the past before they were made; null: they don't. */
  readonly replayId: number | null;
  /** Sensors that go with them: nothing needs to feed these, or ever to have fed them. */
  readonly going?: readonly string[];
  readonly who: string;
  /** A sentence for people, where what they brought meanwhile is decoded anew. */
  readonly what: string;
}

interface TakenBack {
  readonly id: number;
  readonly sensorId: string;
  readonly wasOpen: boolean;
  /** When it held, ms since 1970. */
  readonly from: number;
  readonly to: number;
}

/**
 * From a second on these bindings hold no longer, and in the past they never did. What fed the sensors until one of them took its
 * place does so again, for that past too, unless it was given to another sensor since. Inside a transaction that writes alone; the
 * same again changes nothing.
 */
export async function takeBackBindings(client: PoolClient, wish: BindingsToTakeBack): Promise<void> {
  const { bindings, replayId, going = [], who } = wish;
  const validFrom = await momentOfValidity(client);
  const ended = await end(client, bindings, validFrom);
  const staying = ended.filter(({ sensorId }) => !going.includes(sensorId));
  const before = await replacedBy(
    client,
    staying.filter(({ wasOpen }) => wasOpen),
  );
  await holdAgain(client, [...before.keys()], validFrom);
  if (replayId !== null) await undoReplayIn(client, replayId, who);
  await askForMeanwhile(client, wish, staying, before, validFrom);
  await announce(client, validFrom);
}

async function end(
  client: PoolClient,
  bindings: readonly number[],
  validFrom: string,
): Promise<readonly TakenBack[]> {
  const { rows } = await client.query<TakenBack>(
    `UPDATE binding SET is_taken_back = true, valid_to = coalesce(binding.valid_to, $2),
            written = nextval(pg_get_serial_sequence('binding', 'written'))
       FROM binding AS known
      WHERE binding.id = ANY($1) AND known.id = binding.id AND NOT known.is_taken_back
     RETURNING binding.id, binding.sensor_id AS "sensorId", known.valid_to IS NULL AS "wasOpen",
               (extract(epoch FROM binding.valid_from) * 1000)::float8 AS "from",
               (extract(epoch FROM binding.valid_to) * 1000)::float8 AS "to"`,
    [bindings, validFrom],
  );
  return rows;
}

/** What fed a sensor until one of these took its place, and was given to no other since: by its id, which took it. */
async function replacedBy(
  client: PoolClient,
  takenBack: readonly TakenBack[],
): Promise<ReadonlyMap<number, TakenBack>> {
  const { rows } = await client.query<{ id: number; by: number }>(
    `SELECT before.id, taken.id AS by
       FROM binding AS taken JOIN binding AS before ON before.sensor_id = taken.sensor_id AND before.valid_to = taken.valid_from
      WHERE taken.id = ANY($1) AND NOT before.is_nobodys AND NOT before.is_taken_back
        AND NOT EXISTS (SELECT FROM binding AS other
                         WHERE other.device_id = before.device_id AND other.valid_to IS NULL AND other.valid_from >= taken.valid_from)
      ORDER BY before.id`,
    [takenBack.map(({ id }) => id)],
  );
  const byId = new Map(takenBack.map((each) => [each.id, each]));
  return new Map(
    rows.flatMap(({ id, by }) => {
      const taken = byId.get(by);
      return taken === undefined ? [] : [[id, taken] as const];
    }),
  );
}

async function holdAgain(client: PoolClient, bindings: readonly number[], validFrom: string): Promise<void> {
  await client.query(
    `INSERT INTO binding (sensor_id, device_id, source_channel, channel, offsets, valid_from)
     SELECT sensor_id, device_id, source_channel, channel, offsets, $2 FROM binding WHERE id = ANY($1) ORDER BY id`,
    [bindings, validFrom],
  );
}

/** What came while they held is decoded anew: by then their devices fed nobody, and those before them still fed the sensors. */
async function askForMeanwhile(
  client: PoolClient,
  { who, what }: BindingsToTakeBack,
  takenBack: readonly TakenBack[],
  before: ReadonlyMap<number, TakenBack>,
  moment: string,
): Promise<void> {
  const held = takenBack.filter(({ from, to }) => from < to);
  if (held.length === 0) return;
  const corrections: Correction[] = [
    ...(await nobodysInstead(client, held, moment)),
    ...[...before].map(([bindingId, { from, to }]) => ({ bindingId, from, to })),
  ];
  const from = Math.min(...held.map((each) => each.from));
  const to = Math.max(...held.map((each) => each.to)) + 1;
  await askForReplay(client, { kind: 'bind', what, who, topics: ['#'], from, to, corrections });
}
