import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MappingOutcome, SavedMapping } from '@/contracts/mapping-saving';
import {
  applyMappingFile,
  removeMapping,
  restoreMappingVersion,
  saveMapping,
} from '@/server/decode/commands';
import { createKnowledge } from '@/server/decode/knowledge';
import { readerWords } from '@/server/decode/provenance/reader-words';
import { exportMappings, readMapping, readMappings } from '@/server/decode/queries';
import * as registry from '@/server/registry/commands';
import { aDatabase } from '@/tests/support/a-database';

const ROOMS = { topic: 'home/{room}/climate', format: 'json', sensorFrom: 'room' } as const;
const TEMPERATURE = { path: '/t', quantity: 'temperature', unit: '°C' };
const bath = { ...ROOMS, sensors: { bath: 'bath', hall: 'hall' }, readings: [TEMPERATURE] };
const attic = {
  topic: 'attic/t',
  format: 'number',
  sensor: 'hall',
  readings: [{ quantity: 'temperature', unit: '°C' }],
};

let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  database = await aDatabase();
});
beforeEach(async () => {
  await database.pool.query('TRUNCATE sensor, removed_sensor, mapping, mapping_version CASCADE');
  await database.pool.query("INSERT INTO sensor (id, name) VALUES ('bath', 'Bath'), ('hall', 'Hall')");
});
afterAll(() => database.drop());

function saved(outcome: MappingOutcome): SavedMapping {
  if ('saved' in outcome) return outcome.saved;
  throw new Error(JSON.stringify(outcome));
}

/** Whom a topic feeds once all that is written holds. */
async function fedBy(topic: string): Promise<readonly string[]> {
  const knowledge = createKnowledge(database.pool);
  await knowledge.refresh();
  const levels = topic.split('/');
  return knowledge.memory
    .inForce(topic, Date.now() + 60_000)
    .flatMap((mapping) => mapping.sensorOf(levels) ?? []);
}

describe('a mapping that is saved', () => {
  it('gets a version, with who wrote it and why, and stands in the audit log', async () => {
    const { id } = saved(await saveMapping(database, { definition: attic, why: 'new probe' }, 'ada'));

    expect((await readMapping(database, id))?.versions).toMatchObject([
      { version: 1, who: 'ada', why: 'new probe', definition: attic },
    ]);
    expect(await readMappings(database)).toMatchObject([
      { id, name: 'attic/t', sensors: [{ id: 'hall', name: 'Hall' }], quantities: ['temperature'] },
    ]);
    const { rows } = await database.pool.query(
      'SELECT who, action, subject FROM audit_entry ORDER BY id DESC LIMIT 1',
    );
    expect(rows).toEqual([{ who: 'ada', action: 'mapping saved', subject: 'hall' }]);
  });

  it('is told as of the person who wrote it, by their name: the address they sign in with is nobody else’s', async () => {
    await database.pool.query(
      `INSERT INTO person (id, name, email, role, updated_at) VALUES ('p1', 'Ada Byron', 'ada@example.org', 'admin', now())`,
    );
    const { id } = saved(await saveMapping(database, { definition: attic }, 'ada@example.org'));

    expect((await readMapping(database, id))?.versions).toMatchObject([{ who: 'Ada Byron' }]);
    expect(await readerWords(database, id, 1)).toMatchObject({ name: 'attic/t', who: 'Ada Byron' });
    const late = await saveMapping(database, { id, base: 7, definition: attic }, 'bob');
    expect(late).toMatchObject({ conflict: { version: 1, who: 'Ada Byron' } });
  });

  it('keeps where the message stands that each version was made on, and is restored with it', async () => {
    const sample = { partition: 3, offset: 4711 };
    const { id } = saved(await saveMapping(database, { definition: attic, sample }, 'ada'));
    saved(await saveMapping(database, { id, base: 1, definition: { ...attic, name: 'Loft' } }, 'ada'));

    saved(await restoreMappingVersion(database, { id, version: 1, base: 2 }, 'ada'));

    const versions = (await readMapping(database, id))?.versions ?? [];
    expect(versions.map((each) => each.sample)).toEqual([sample, null, sample]);
  });

  it('may take another topic from version to version, and then claims that one alone', async () => {
    const { id } = saved(await saveMapping(database, { definition: attic }, 'ada'));
    saved(await saveMapping(database, { id, base: 1, definition: { ...attic, topic: 'loft/t' } }, 'ada'));

    expect(await fedBy('attic/t')).toEqual([]);
    expect(await fedBy('loft/t')).toEqual(['hall']);
    expect(await readMappings(database)).toHaveLength(1);
  });

  it('is not written over what somebody else saved meanwhile', async () => {
    const { id } = saved(await saveMapping(database, { definition: attic }, 'ada'));
    saved(await saveMapping(database, { id, base: 1, definition: { ...attic, name: 'Loft' } }, 'bob'));

    const late = await saveMapping(database, { id, base: 1, definition: { ...attic, name: 'Attic' } }, 'ada');

    expect(late).toMatchObject({ conflict: { version: 2, who: 'bob' } });
    expect(await removeMapping(database, { id, base: 1 }, 'ada')).toHaveProperty('conflict');
    expect(await readMappings(database)).toMatchObject([{ name: 'Loft', versions: 2 }]);
  });

  it('says nothing new when it comes again', async () => {
    const first = saved(await saveMapping(database, { definition: attic }, 'ada'));
    const again = await saveMapping(database, { id: first.id, base: 1, definition: attic }, 'ada');

    expect(again).toEqual({ saved: { id: first.id, version: 1, validFrom: null } });
  });

  it('is refused where another one reads these messages for this sensor, or a sensor is unknown', async () => {
    saved(await saveMapping(database, { definition: attic }, 'ada'));

    expect(await saveMapping(database, { definition: { ...attic, name: 'Other' } }, 'ada')).toMatchObject({
      errors: [{ path: '/topic' }],
    });
    const stranger = { ...bath, sensors: { bath: 'bath', roof: 'roof' } };
    expect(await saveMapping(database, { definition: stranger }, 'ada')).toEqual({
      errors: [{ path: '/sensors/roof', message: 'unknown sensor "roof"' }],
    });
    const { sensor: _, ...nobodys } = attic;
    expect(await saveMapping(database, { definition: nobodys }, 'ada')).toMatchObject({
      errors: [{ path: '/sensor' }],
    });
    expect(await saveMapping(database, { id: 9, definition: bath }, 'ada')).toHaveProperty('errors');
  });

  it('is brought back as an older version said, also when it was removed', async () => {
    const { id } = saved(await saveMapping(database, { definition: attic }, 'ada'));
    saved(await saveMapping(database, { id, definition: { ...attic, topic: 'loft/t' } }, 'ada'));
    saved(await removeMapping(database, { id }, 'ada'));
    expect(await readMappings(database)).toEqual([]);

    const back = saved(await restoreMappingVersion(database, { id, version: 1, base: 3 }, 'bob'));

    expect(back.version).toBe(4);
    expect((await readMapping(database, id))?.versions[0]).toMatchObject({
      who: 'bob',
      why: 'as in version 1',
      definition: attic,
    });
    expect(await fedBy('attic/t')).toEqual(['hall']);
    expect(await restoreMappingVersion(database, { id, version: 3 }, 'bob')).toHaveProperty('errors');
  });

  it('takes the place of one that was removed', async () => {
    const first = saved(await saveMapping(database, { definition: attic }, 'ada'));
    saved(await removeMapping(database, { id: first.id }, 'ada'));
    const other = saved(await saveMapping(database, { definition: { ...attic, topic: 'loft/t' } }, 'ada'));
    saved(await saveMapping(database, { id: other.id, definition: attic }, 'ada'));

    expect(await fedBy('attic/t')).toEqual(['hall']);
    expect(await restoreMappingVersion(database, { id: first.id, version: 1 }, 'ada')).toMatchObject({
      errors: [{ path: '/topic' }],
    });
  });
});

describe('a mapping of several sensors', () => {
  it('feeds the one that the topic names; a name that is not listed is nobody’s', async () => {
    const { id } = saved(await saveMapping(database, { definition: bath }, 'ada'));

    expect(await fedBy('home/bath/climate')).toEqual(['bath']);
    expect(await fedBy('home/hall/climate')).toEqual(['hall']);
    expect(await fedBy('home/roof/climate')).toEqual([]);
    expect(await readMappings(database)).toMatchObject([
      { id, name: 'home/climate', sensors: [{ id: 'bath' }, { id: 'hall' }] },
    ]);
  });

  it('goes on without a sensor that is removed, and ends with its last', async () => {
    const { id } = saved(await saveMapping(database, { definition: bath }, 'ada'));

    await registry.removeSensors(database, ['bath']);
    expect(await fedBy('home/bath/climate')).toEqual([]);
    expect(await fedBy('home/hall/climate')).toEqual(['hall']);
    expect(await readMappings(database)).toMatchObject([{ id, versions: 2, sensors: [{ id: 'hall' }] }]);

    await registry.removeSensors(database, ['hall']);
    expect(await readMapping(database, id)).toBeUndefined();
  });

  it('stops nothing where the limits of today refuse it, and is told, left, mended or removed', async () => {
    const { id } = saved(await saveMapping(database, { definition: bath }, 'ada'));
    saved(await saveMapping(database, { definition: attic }, 'ada'));
    await database.pool.query(
      `UPDATE mapping_version SET definition = definition || jsonb_build_object('name', repeat('n', 81)) WHERE mapping_id = $1`,
      [id],
    );

    expect(await fedBy('attic/t')).toEqual(['hall']);
    expect(await fedBy('home/bath/climate')).toEqual([]);
    expect(await readMappings(database)).toMatchObject([
      { id, problem: expect.stringContaining('/name') },
      { problem: null },
    ]);
    expect((await readMapping(database, id))?.versions).toMatchObject([
      { version: 1, problem: expect.stringContaining('/name') },
    ]);
    expect((await exportMappings(database)).mappings).toHaveLength(2);

    await registry.removeSensors(database, ['bath']);
    expect((await readMapping(database, id))?.versions[0]).toMatchObject({
      version: 2,
      definition: { ...bath, sensors: { hall: 'hall' } },
    });
    const { bath: _, ...sensors } = bath.sensors;
    saved(await saveMapping(database, { id, base: 2, definition: { ...bath, sensors } }, 'ada'));
    expect(await fedBy('home/hall/climate')).toEqual(['hall']);
    saved(await removeMapping(database, { id, base: 3 }, 'ada'));
  });

  it('is the same in a file that is applied twice, and as it was exported', async () => {
    const file = JSON.stringify({ mappings: [bath, attic] });
    await applyMappingFile(database, file, { who: 'local' });
    const exported = await exportMappings(database);

    const again = await applyMappingFile(database, file);
    const fromExport = await applyMappingFile(database, JSON.stringify(exported));

    expect(exported.mappings).toEqual([attic, bath]);
    for (const result of [again, fromExport])
      expect(result).toMatchObject({ applied: { mappings: 0, validFrom: null } });
    const { rows } = await database.pool.query('SELECT DISTINCT who FROM mapping_version');
    expect(rows).toEqual([{ who: 'local' }]);
  });
});
