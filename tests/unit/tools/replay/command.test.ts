import { expect, it } from 'vitest';
import { BadCommand } from '@/tools/admin/bad-command';
import { readReplayCommand } from '@/tools/replay/command';

const NOW = Date.UTC(2026, 10, 30);
const read = (line: string) => readReplayCommand(line.split(' '), NOW);

it('reads what it can do, and until now where no end is given', () => {
  expect(read('list')).toEqual({ name: 'list' });
  expect(read('undo 7')).toEqual({ name: 'undo', id: 7 });
  expect(read('rebuild --from 2026-11-01T00:00:00Z')).toEqual({
    name: 'rebuild',
    from: Date.UTC(2026, 10, 1),
    to: NOW,
  });
  expect(read('mapping 3 2 --from 2026-11-01T00:00+01:00 --to 2026-11-02T00:00Z')).toEqual({
    name: 'mapping',
    mappingId: 3,
    version: 2,
    from: Date.UTC(2026, 9, 31, 23),
    to: Date.UTC(2026, 10, 2),
  });
  expect(readReplayCommand([], NOW)).toEqual({ name: 'help' });
});

it.each([
  ['undo', 'no command'],
  ['undo seven', 'a whole number is meant'],
  ['rebuild', '--from is ""'],
  ['rebuild --from 2026-11-01', 'ISO 8601 with its zone'],
  ['rebuild --from 2026-11-01T00:00:00', 'ISO 8601 with its zone'],
  ['list --since now', '--since'],
])('refuses %s and says what is meant', (line, message) => {
  expect(() => read(line)).toThrow(BadCommand);
  expect(() => read(line)).toThrow(message);
});
