import type { PoolClient } from 'pg';
import type { Outcome } from '@/contracts/registry';
import type { MeantSensor } from '@/contracts/teaching';
import { makeSensor } from '@/server/registry/commands';

/** Ids of the sensors that are meant, in that order, and of those that were made for it. */
export async function meantSensors(
  client: PoolClient,
  meant: readonly MeantSensor[],
): Promise<Outcome<{ readonly ids: readonly string[]; readonly made: readonly string[] }>> {
  const ids: string[] = [];
  const made: string[] = [];
  for (const sensor of meant) {
    const found = 'id' in sensor ? await known(client, sensor.id) : await make(client, sensor);
    if ('refused' in found) return found;
    ids.push(found.done.id);
    if (!('id' in sensor)) made.push(found.done.id);
  }
  return { done: { ids, made } };
}

function make(client: PoolClient, { name, room }: { readonly name: string; readonly room: string | null }) {
  return makeSensor(client, { name, room, icon: null, profile: null });
}

async function known(client: PoolClient, id: string): Promise<Outcome<{ readonly id: string }>> {
  const { rowCount } = await client.query('SELECT FROM sensor WHERE id = $1 FOR SHARE', [id]);
  if (rowCount !== 0) return { done: { id } };
  return { refused: { problem: `The sensor ${id} is no more: somebody removed it meanwhile.` } };
}
