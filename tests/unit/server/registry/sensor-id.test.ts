import { expect, it } from 'vitest';
import { slugOf } from '@/server/registry/sensor-id';

it.each([
  ['Küche, links', 'kuche-links'],
  ['  Washing machine ', 'washing-machine'],
  ['🔥', 'sensor'],
  ['مطبخ', 'sensor'],
  ['a'.repeat(80), 'a'.repeat(48)],
  [`${'b'.repeat(47)} c`, 'b'.repeat(47)],
])('the id of a sensor called %s is %s', (name, id) => {
  expect(slugOf(name)).toBe(id);
});
