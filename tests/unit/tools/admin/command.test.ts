import { expect, it } from 'vitest';
import { BadCommand } from '@/tools/admin/bad-command';
import { readCommand, USAGE } from '@/tools/admin/command';

it('reads what is asked for', () => {
  expect(readCommand(['mapping', 'apply', 'sensors.json'])).toEqual({
    name: 'mapping apply',
    file: 'sensors.json',
  });
  expect(readCommand(['mapping', 'apply', '-'])).toEqual({ name: 'mapping apply', file: '-' });
  expect(readCommand(['mapping', 'export'])).toEqual({ name: 'mapping export' });
  expect(readCommand(['certificates'])).toEqual({ name: 'certificates' });
  expect(readCommand(['topic', 'export'])).toEqual({ name: 'topic export' });
  expect(readCommand(['topic', 'plan', 'topics.json'])).toEqual({ name: 'topic plan', file: 'topics.json' });
  expect(
    readCommand([
      'topic',
      'apply',
      'topics.json',
      '--confirm',
      'delete 3 days',
      '--confirm',
      'rewrite a',
      '--why',
      'so',
    ]),
  ).toEqual({
    name: 'topic apply',
    file: 'topics.json',
    safe: false,
    confirmed: ['delete 3 days', 'rewrite a'],
    why: 'so',
  });
  expect(readCommand(['topic', 'apply', '-', '--safe'])).toMatchObject({ file: '-', safe: true });
});

it.each([[['help']], [['--help']], [['mapping', '-h']]])('helps who asks for it: %j', (words) => {
  expect(readCommand(words)).toEqual({ name: 'help' });
});

it.each([
  [[], USAGE.trimEnd()],
  [['mapping'], 'Unknown command "mapping".'],
  [['certificates', 'all'], 'Unknown command "certificates all".'],
  [['mappings', 'export'], 'Unknown command "mappings export".'],
  [['mapping', 'apply'], 'mapping apply needs a FILE; - reads standard input.'],
  [['mapping', 'apply', 'one.json', 'two.json'], 'mapping apply takes one FILE, not 2.'],
  [['topic', 'apply'], 'topic apply needs a FILE; - reads standard input.'],
  [['topic', 'plan', 'one.json', '--safe'], 'topic plan takes no --safe.'],
  [['topic', 'apply', 'one.json', '--force'], "Unknown option '--force'"],
  [['mapping', 'export', 'all.json'], 'mapping export takes nothing more, and was given "all.json".'],
])('refuses %j with what is wrong', (words, message) => {
  expect(() => readCommand(words)).toThrow(BadCommand);
  expect(() => readCommand(words)).toThrow(message);
});
