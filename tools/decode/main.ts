import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { outcomeOf } from './case';
import { type CasesRead, readCases } from './read-cases';
import { scoreOf, totalsInWords } from './score';

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
function run(lines: string, show: (read: CasesRead) => 0 | 1): void {
  const read = readCases(lines);
  const code = show(read);
  for (const problem of read.problems) process.stderr.write(`${problem}\n`);
  process.exitCode = read.problems.length > 0 ? 2 : code;
}

function print(read: CasesRead): 0 | 1 {
  for (const given of read.cases)
    process.stdout.write(`${JSON.stringify({ id: given.id, ...outcomeOf(given) })}\n`);
  if (!read.isScored) return 0;
  const { wrong, totals } = scoreOf(read.cases);
  process.stderr.write(totalsInWords(totals));
  return wrong.size === 0 ? 0 : 1;
}

function score(read: CasesRead): 0 | 1 {
  const { wrong, totals } = scoreOf(read.cases);
  for (const { id } of read.cases) {
    const lines = wrong.get(id);
    process.stdout.write(`${lines === undefined ? 'ok   ' : 'WRONG'} ${id}\n`);
    for (const line of lines ?? []) process.stdout.write(`        ${line}\n`);
  }
  process.stdout.write(`\n${totalsInWords(totals)}`);
  return wrong.size === 0 ? 0 : 1;
}
