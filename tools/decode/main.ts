import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { outcomeOf } from './case';
import { readCases } from './read-cases';
import { type Decoded, scoreOf, totalsInWords } from './score';

const USAGE = `npm run decode -- FILE.ndjson   decodes every case of the file and says which come out as expected
npm run decode < FILE.ndjson    prints what comes out of each case, one JSON object a line; where cases say what they
                                expect, how many come out so follows on standard error

A case is a line such as tests/fixtures/device-payloads.ndjson has. Ends with 1 when a case is wrong, with 2 when a line is none.
`;

const [file] = process.argv.slice(2);
if (file === '--help' || file === '-h') process.stdout.write(USAGE);
else if (file === undefined || file === '-') run(await text(process.stdin), print);
else run(contentOf(path.resolve(process.env.INIT_CWD ?? '', file)), score);

function contentOf(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}

/** 2 where a line could not be read, 1 where a case came out wrong, else 0. */
function run(lines: string, show: (cases: readonly Decoded[], isScored: boolean) => 0 | 1): void {
  const read = readCases(lines);
  const code = show(
    read.cases.map((given) => ({ given, outcome: outcomeOf(given) })),
    read.isScored,
  );
  for (const problem of read.problems) process.stderr.write(`${problem}\n`);
  process.exitCode = read.problems.length > 0 ? 2 : code;
}

function print(cases: readonly Decoded[], isScored: boolean): 0 | 1 {
  for (const { given, outcome } of cases)
    process.stdout.write(`${JSON.stringify({ id: given.id, ...outcome })}\n`);
  if (!isScored) return 0;
  const { wrong, totals } = scoreOf(cases);
  process.stderr.write(totalsInWords(totals));
  return wrong.size === 0 ? 0 : 1;
}

function score(cases: readonly Decoded[]): 0 | 1 {
  const { wrong, totals } = scoreOf(cases);
  for (const { given } of cases) {
    const lines = wrong.get(given.id);
    process.stdout.write(`${lines === undefined ? 'ok   ' : 'WRONG'} ${given.id}\n`);
    for (const line of lines ?? []) process.stdout.write(`        ${line}\n`);
  }
  process.stdout.write(`\n${totalsInWords(totals)}`);
  return wrong.size === 0 ? 0 : 1;
}
