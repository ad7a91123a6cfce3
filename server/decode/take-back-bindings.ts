import type { PoolClient } from 'pg';
import { nobodysInstead } from './continue-sensor';
import { heldBy, heldInstead, holdingInstead } from './held-instead';
import { askForReplay, undoReplayIn } from './replay/ask';
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
}

/**
 * From a second on these bindings hold no longer, and in the past they never did. What fed the sensors until one of them took its
 * place does so again, unless it was given to another sensor since; so it does for that past, as far as it fed no other sensor
 * then. Inside a transaction that writes alone; the same again changes nothing.
 */
export async function takeBackBindings(client: PoolClient, wish: BindingsToTakeBack): Promise<void> {
  const { bindings, replayId, going = [], who } = wish;
  const validFrom = await momentOfValidity(client);
  const ended = await end(client, bindings, validFrom);
  const staying = ended.filter(({ sensorId }) => !going.includes(sensorId));
  const wereOpen = staying.filter(({ wasOpen }) => wasOpen).map(({ id }) => id);
  await holdAgain(client, await holdingInstead(client, wereOpen), validFrom);
  if (replayId !== null) await undoReplayIn(client, replayId, who);
  await askForMeanwhile(
    client,
    wish,
    staying.map(({ id }) => id),
    validFrom,
  );
  await announce(client, validFrom);
}

/** With those that they continue. */
async function end(
  client: PoolClient,
  bindings: readonly number[],
  validFrom: string,
): Promise<readonly TakenBack[]> {
  const { rows } = await client.query<TakenBack>(
    `WITH RECURSIVE meant AS (
       SELECT id, continues_id FROM binding WHERE id = ANY($1)
       UNION SELECT binding.id, binding.continues_id FROM meant JOIN binding ON binding.id = meant.continues_id)
     UPDATE binding SET is_taken_back = true, valid_to = coalesce(binding.valid_to, $2),
            written = nextval(pg_get_serial_sequence('binding', 'written'))
       FROM binding AS known
      WHERE binding.id IN (SELECT id FROM meant) AND known.id = binding.id AND NOT known.is_taken_back
     RETURNING binding.id, binding.sensor_id AS "sensorId", known.valid_to IS NULL AS "wasOpen"`,
    [bindings, validFrom],
  );
  return rows;
}

/** Swaps and teachings that stand and are about these bindings are about those by which they hold again, too. */
async function holdAgain(client: PoolClient, bindings: readonly number[], validFrom: string): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO binding (sensor_id, device_id, source_channel, channel, offsets, valid_from, continues_id)
     SELECT sensor_id, device_id, source_channel, channel, offsets, $2, id FROM binding WHERE id = ANY($1) ORDER BY id
     RETURNING id`,
    [bindings, validFrom],
  );
  const again = rows.map(({ id }) => id);
  await client.query(
    `UPDATE device_swap SET binding_id = again.id FROM binding AS again
      WHERE again.id = ANY($1) AND binding_id = again.continues_id AND undone_at IS NULL`,
    [again],
  );
  await client.query(
    `UPDATE inbox_teaching
        SET bindings = bindings || array(SELECT id FROM binding WHERE id = ANY($1) AND continues_id = ANY(bindings) ORDER BY id)
      WHERE bindings && $2 AND taken_back_at IS NULL`,
    [again, bindings],
  );
}

/** What came while they held is decoded anew: by then their devices fed nobody, and those before them still fed the sensors. */
async function askForMeanwhile(
  client: PoolClient,
  { who, what }: BindingsToTakeBack,
  takenBack: readonly number[],
  moment: string,
): Promise<void> {
  const held = await heldBy(client, takenBack);
  if (held.length === 0) return;
  const instead = await heldInstead(client, takenBack);
  const corrections = [
    ...(await nobodysInstead(client, held, moment)),
    ...instead.map(({ id, from, to }) => ({ bindingId: id, from, to })),
  ];
  const from = Math.min(...held.map((each) => each.from));
  const to = Math.max(...held.map((each) => each.to)) + 1;
  await askForReplay(client, { kind: 'bind', what, who, topics: ['#'], from, to, corrections });
}
