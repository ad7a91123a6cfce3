import { expect, it } from 'vitest';
import { meantBy, namedAs, proposedName, said, tickedOf, withNewest } from '@/components/inbox/naming';

const PLACES = {
  rooms: ['Attic'],
  sensors: [
    { id: 'dryer', name: 'Dryer' },
    { id: 'lamp-1', name: 'Lamp' },
    { id: 'lamp-2', name: 'Lamp' },
  ],
};

it('proposes a name to whoever ticks, and ticks for whoever names', () => {
  const ticked = said(new Map(), 'attic', { isTicked: true }, 'Attic');
  expect(namedAs(ticked, 'attic')).toEqual({ isTicked: true, name: 'Attic', room: '' });

  const named = said(new Map(), 'attic', { name: 'Freezer' }, 'Attic');
  expect(namedAs(named, 'attic').isTicked).toBe(true);
  expect(namedAs(said(named, 'attic', { name: '' }, 'Attic'), 'attic').isTicked).toBe(false);
  expect(namedAs(said(named, 'attic', { isTicked: false }, 'Attic'), 'attic')).toMatchObject({
    name: 'Freezer',
  });
});

it('means the one sensor of that name, else a new one', () => {
  const named = (name: string) => ({ isTicked: true, name, room: ' Attic ' });
  expect(meantBy(named('Dryer '), PLACES)).toEqual({ id: 'dryer' });
  expect(meantBy(named('Lamp'), PLACES)).toEqual({ name: 'Lamp', room: 'Attic' });
});

it('makes words of what a topic calls it', () => {
  expect(proposedName('living_room')).toBe('Living room');
  expect(proposedName('zigbee2mqtt/hall-door')).toBe('Hall door');
});

it('keeps what was ticked on another page of many, and each as it is now', () => {
  const device = (key: string, count: number) => ({ key, count });
  const keyOf = ({ key }: { readonly key: string }) => key;
  const naming = said(said(new Map(), 'attic', { name: 'Attic' }, ''), 'cellar', { name: 'Cellar' }, '');

  const first = withNewest(new Map(), [device('attic', 3), device('hall', 1)], keyOf);
  const later = withNewest(first, [device('cellar', 2), device('attic', 4)], keyOf);
  const gone = withNewest(later, [], keyOf);

  expect(tickedOf(naming, first)).toEqual([device('attic', 3)]);
  expect(tickedOf(naming, later)).toEqual([device('attic', 4), device('cellar', 2)]);
  expect(tickedOf(naming, gone)).toEqual(tickedOf(naming, later));
  expect(tickedOf(said(naming, 'attic', { name: ' ' }, ''), later)).toEqual([device('cellar', 2)]);
});
