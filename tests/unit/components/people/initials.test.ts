import { expect, it } from 'vitest';
import { initialsOf } from '@/components/people/initials';

it.each([
  ['Jana Keller', 'JK'],
  ['Mika', 'M'],
  ['Ana Maria de la Cruz', 'AC'],
  ['  ', ''],
  ['øystein åse', 'ØÅ'],
])('makes of %s %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
