import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { QUANTITIES } from '@/contracts/quantities';
import { acceptedUnits } from '@/contracts/units';
import { readMappingFile } from '@/server/decode/mapping-file';

const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.json'),
);
const page = readFileSync('docs/mappings.md', 'utf8');

function shownBy(file: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => text);
}

it.each(examples)('%s is taken by mapping apply', (file) => {
  expect(
    readMappingFile(readFileSync(`examples/${file}`, 'utf8'), {
      sensors: new Set(),
      rooms: new Set(),
      removed: new Set(),
    }),
  ).toHaveProperty('file');
});

it.each(['docs/mappings.md', 'docs/mapping-formats.md'])(
  'takes every file of %s, one after the other',
  (file) => {
    const shown = shownBy(file);
    const known = { sensors: new Set<string>(), rooms: new Set<string>(), removed: new Set<string>() };

    for (const text of shown) {
      const read = readMappingFile(text, known);
      expect(read).toHaveProperty('file');
      if ('file' in read) for (const { id } of read.file.sensors) known.sensors.add(id);
    }

    expect(shown.length).toBeGreaterThan(3);
  },
);

it('lists every quantity with every unit that it takes', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));

  for (const { id } of QUANTITIES) {
    const row = rows.find((line) => line.split('|')[1]?.includes(`\`${id}\``)) ?? '';
    const missing = acceptedUnits(id).filter((unit) => !row.includes(`\`${unit}\``));
    expect([id, missing]).toEqual([id, []]);
  }
});
