import { existsSync, readFileSync } from 'node:fs';

/** How a runner's report adds up. A runner that failed without naming a test counts as one failure. */
export function vitestTally(report, exitCode) {
  return honest({ passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 }, exitCode);
}

export function playwrightTally(report, exitCode) {
  const { expected = 0, flaky = 0, unexpected = 0 } = report?.stats ?? {};
  // A flaky test is a bug here, whatever its second try said.
  return honest({ passed: expected, failed: unexpected + flaky }, exitCode);
}

export function sum(tallies) {
  return tallies.reduce(
    (all, { passed, failed }) => ({ passed: all.passed + passed, failed: all.failed + failed }),
    { passed: 0, failed: 0 },
  );
}

export function closingLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** The runner's JSON; undefined when it died before it wrote any. */
export function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function honest(tally, exitCode) {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
