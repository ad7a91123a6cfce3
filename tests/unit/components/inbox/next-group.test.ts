import { expect, it } from 'vitest';
import { nextGroup } from '@/components/inbox/next-group';

const before = ['plugs', 'climate', 'text'];

it('goes on with the same group while something of it is left', () => {
  expect(nextGroup({ id: 'climate', isWhole: false, before }, ['plugs', 'climate', 'text'])).toBe('climate');
});

it('goes on with the one below what was done, at the end with the one above', () => {
  expect(nextGroup({ id: 'climate', isWhole: true, before }, ['plugs', 'text'])).toBe('text');
  expect(nextGroup({ id: 'text', isWhole: true, before }, ['plugs', 'climate'])).toBe('climate');
  expect(nextGroup({ id: 'climate', isWhole: false, before }, ['plugs', 'text'])).toBe('text');
});

it('never goes back to what is done, also while it still stands in the list', () => {
  expect(nextGroup({ id: 'plugs', isWhole: true, before }, before)).toBe('climate');
  expect(nextGroup({ id: 'plugs', isWhole: true, before: ['plugs'] }, ['plugs'])).toBeUndefined();
});

it('goes on with what came meanwhile where nothing else is left', () => {
  expect(nextGroup({ id: 'plugs', isWhole: true, before: ['plugs'] }, ['new'])).toBe('new');
  expect(nextGroup({ id: 'plugs', isWhole: true, before: ['plugs'] }, [])).toBeUndefined();
});
