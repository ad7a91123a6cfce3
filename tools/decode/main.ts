import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Case, outcomeOf } from './case';
import { differences } from './score';

const USAGE = `npm run decode -- FILE.ndjson   decodes every case of the file and says which come out as expected
npm run decode < FILE.ndjson    prints what comes out of each case, one JSON object a line

A case is a line such as tests/fixtures/device-payloads.ndjson has. Ends with 1 when a case is wrong.
`;

const [file] = process.argv.slice(2);
if (file === '--help' || file === '-h') process.stdout.write(USAGE);
else if (file === undefined || file === '-') print(casesIn(await text(process.stdin)));
else process.exitCode = score(casesIn(readFileSync(path.resolve(process.env.INIT_CWD ?? '', file), 'utf8')));

function casesIn(lines: string): Case[] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Case.parse(JSON.parse(line)));
}

function print(cases: readonly Case[]): void {
  for (const given of cases) {
    process.stdout.write(`${JSON.stringify({ id: given.id, ...outcomeOf(given) })}\n`);
  }
}

/** 0 when every case is right, else 1. */
function score(cases: readonly Case[]): 0 | 1 {
  const listed = new Set(cases.flatMap(({ expected }) => expected.map(({ quantity }) => quantity)));
  const totals = new Map<string, { right: number; all: number }>();
  for (const given of cases) {
    const outcome = outcomeOf(given);
    const wrong = differences(given, outcome, listed);
    const total = totals.get(given.family) ?? { right: 0, all: 0 };
    totals.set(given.family, { right: total.right + (wrong.length === 0 ? 1 : 0), all: total.all + 1 });
    process.stdout.write(`${wrong.length === 0 ? 'ok   ' : 'WRONG'} ${given.id}\n`);
    for (const line of wrong) process.stdout.write(`        ${line}\n`);
    if (wrong.length > 0 && outcome.issue !== null) process.stdout.write(`        issue: ${outcome.issue}\n`);
  }
  process.stdout.write('\n');
  for (const [family, { right, all }] of totals)
    process.stdout.write(`${family.padEnd(14)} ${right} of ${all}\n`);
  return [...totals.values()].every(({ right, all }) => right === all) ? 0 : 1;
}
