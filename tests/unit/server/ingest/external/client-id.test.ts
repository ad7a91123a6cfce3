import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientIdOf } from '@/server/ingest/external/client-id';

const BROKER = {
  url: 'mqtt://broker',
  user: undefined,
  password: undefined,
  caFile: undefined,
  filters: ['house/one/#', 'house/two/#'],
  clientId: undefined,
};

describe('clientIdOf', () => {
  let folders: readonly [string, string];

  beforeEach(() => {
    const [one, two] = ['one', 'two'].map(() => mkdtempSync(path.join(tmpdir(), 'hearth-id-')));
    folders = [one ?? '', two ?? ''];
  });

  afterEach(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it('is the same after a restart, whichever order the filters stand in', () => {
    const first = clientIdOf(BROKER, folders[0]);

    expect(first).toMatch(/^hearth-[0-9a-f]{12}$/);
    expect(clientIdOf({ ...BROKER, filters: BROKER.filters.toReversed() }, folders[0])).toBe(first);
  });

  it('is another one for other filters, and for another data directory', () => {
    const ids = [
      clientIdOf(BROKER, folders[0]),
      clientIdOf({ ...BROKER, filters: ['house/one/#'] }, folders[0]),
      clientIdOf(BROKER, folders[1]),
    ];

    expect(new Set(ids).size).toBe(3);
  });

  it('is what the settings say', () => {
    expect(clientIdOf({ ...BROKER, clientId: 'hearth' }, folders[0])).toBe('hearth');
  });
});
