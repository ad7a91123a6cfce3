import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

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

/** The names of the tests that failed, with their file and the first line of why: the end of a long log says what broke. */
export function vitestFailures(report) {
  return (report?.testResults ?? []).flatMap(({ name, message, assertionResults = [] }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message) return [failure(name, 'the file', message)];
    return failed.map(({ fullName, failureMessages = [] }) => failure(name, fullName, failureMessages[0]));
  });
}

export function playwrightFailures(report) {
  return specsOf(report?.suites ?? []).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) =>
        failure(file, `[${projectName}] ${title}`, results.find(({ error }) => error)?.error.message),
      ),
  );
}

/** The runner's JSON; undefined when it died before it wrote any. */
export function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function specsOf(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...specsOf(inner)]);
}

function failure(file, name, message = 'it says nothing') {
  return `${path.relative('.', file)} › ${name}: ${stripVTControlCharacters(message).split('\n')[0]}`;
}

function honest(tally, exitCode) {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
