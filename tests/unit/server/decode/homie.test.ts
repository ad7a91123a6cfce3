import { expect, it } from 'vitest';
import type { FamilySaid } from '@/server/decode/families/family';
import { homie } from '@/server/decode/families/homie';
import { listenerTo } from '@/tests/support/family-listener';

const leaf = JSON.stringify({ homie: '5.0', version: 1, nodes: {}, root: 'hub' });

function availabilities(said: unknown): [string, string | undefined][] {
  return (said as FamilySaid).devices.map(({ key, availability }) => [key, availability]);
}

it('takes what is behind a root that was lost for what it said itself, once the root is back', () => {
  const listen = listenerTo(homie);
  for (const device of ['leaf', 'twig']) listen(`homie/5/${device}/$description`, leaf);
  listen('homie/5/hub/$state', 'ready');
  listen('homie/5/leaf/$state', 'ready');
  listen('homie/5/twig/$state', 'disconnected');

  const lost = listen('homie/5/hub/$state', 'lost');
  const back = listen('homie/5/hub/$state', 'init');
  const ready = listen('homie/5/hub/$state', 'ready');

  expect(availabilities(lost)).toEqual([
    ['hub', 'offline'],
    ['leaf', 'offline'],
    ['twig', 'offline'],
  ]);
  expect(availabilities(back)).toEqual([
    ['leaf', 'online'],
    ['twig', 'offline'],
  ]);
  expect(availabilities(ready)).toEqual([['hub', 'online']]);
});
