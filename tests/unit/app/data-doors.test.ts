import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '@/server/project-root';

const FOLDER = path.join(projectRoot(), 'app/_data');

/** What asks who asks; whoever calls one of these has passed it. */
const ASKS = /\b(whoMay|asRunner|recorded|sight|visitor)\(/;

/** For those who are still outside, or the same for everybody: why each needs to ask nobody. */
const FOR_ALL: Readonly<Record<string, string>> = {
  'asking.seat': 'says where who asks sits',
  'asking.visitor': 'says who asks',
  'database.database': 'a connection, not an answer',
  'demo.demoHouse': 'whether there is a demo house stands on every page',
  'entering.awake': 'the page of the setup link shows it',
  'entering.isSecure': 'how links begin',
  'entering.join': 'the invitation is what counts',
  'entering.linkOf': 'the link is what counts',
  'entering.setPassword': 'the link is what counts',
  'entering.setUp': 'the link is what counts',
  'entering.shareOf': 'the link is what counts',
  'entering.signIn': 'whoever signs in is outside',
  'entering.signOut': 'ends the session that asks',
  'home.home': 'the home’s name stands on the door',
  'kept.createKept': 'a tool',
  'mappings.unitsOf': 'a table of units',
  'reach.codeOf': 'a tool',
};

interface Door {
  readonly isExported: boolean;
  readonly body: string;
}

/** Functions of the pages' doors, with their text. */
function doors(): ReadonlyMap<string, Door> {
  const found = new Map<string, Door>();
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.ts'))) {
    const source = readFileSync(path.join(FOLDER, file), 'utf8');
    for (const part of source.split(/^(?=(?:export )?(?:async function|function|const) )/m)) {
      const [, exported, name] = /^(export )?(?:async function|function|const) (\w+)/.exec(part) ?? [];
      if (name !== undefined && part.includes('('))
        found.set(`${path.basename(file, '.ts')}.${name}`, {
          isExported: exported !== undefined,
          body: part.slice(part.indexOf(')')),
        });
    }
  }
  return found;
}

it('lets no page ask or change anything without asking who asks', () => {
  const all = doors();
  const asking = new Set([...all].filter(([, { body }]) => ASKS.test(body)).map(([name]) => name));
  // A door that goes through another one has been asked there.
  for (let before = -1; before !== asking.size; ) {
    before = asking.size;
    const names = [...asking].map((name) => name.split('.')[1]);
    const through = new RegExp(`\\b(${names.join('|')})\\(`);
    for (const [name, { body }] of all) if (through.test(body)) asking.add(name);
  }

  const open = [...all].filter(([name, { isExported }]) => isExported && !asking.has(name));
  expect(open.map(([name]) => name).sort()).toEqual(Object.keys(FOR_ALL).sort());
  expect(all.size).toBeGreaterThan(80);
});
