import 'server-only';
import { cache } from 'react';
import { endDemo } from '@/server/demo/commands';
import { type Demo, readDemo } from '@/server/demo/queries';
import { recorded } from './asking';
import { database } from './database';

const KEY = Symbol.for('hearth.pages.demo');
type Held = { [KEY]?: { readonly demo: Demo | undefined } };

/** Asked once a request. While PostgreSQL is away it is what was last known: every page stands in it. */
export const demoHouse = cache(async (): Promise<Demo | undefined> => {
  const held = globalThis as Held;
  try {
    held[KEY] = { demo: await readDemo(database()) };
  } catch (error) {
    if (held[KEY] === undefined) throw error;
  }
  return held[KEY].demo;
});

export function endDemoHouse() {
  return recorded('run', { action: 'demo house ended', subject: 'demo' }, async () => {
    await endDemo(database());
    return { done: null };
  });
}
