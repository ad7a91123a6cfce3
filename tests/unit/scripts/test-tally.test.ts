import { describe, expect, it } from 'vitest';
import {
  closingLine,
  playwrightFailures,
  playwrightTally,
  sum,
  vitestFailures,
  vitestTally,
} from '@/scripts/test-tally.mjs';

describe('the tally of npm test', () => {
  it('adds up what the runners report', () => {
    const all = sum([
      { passed: 5, failed: 0 },
      vitestTally({ numPassedTests: 40, numFailedTests: 2 }, 1),
      playwrightTally({ stats: { expected: 7, flaky: 0, unexpected: 1 } }, 1),
    ]);

    expect(closingLine(all)).toBe('52 passed, 3 failed');
  });

  it('counts a runner that died without a report as a failure', () => {
    expect(vitestTally(undefined, 1)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a test file that could not be loaded as a failure', () => {
    expect(vitestTally({ numPassedTests: 3, numFailedTests: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
  });

  it('counts a flaky test as failed', () => {
    expect(playwrightTally({ stats: { expected: 7, flaky: 1, unexpected: 0 } }, 0)).toEqual({
      passed: 7,
      failed: 1,
    });
  });

  it('names what failed, with the first line of why', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'counts', failureMessages: [] },
      {
        status: 'failed',
        fullName: 'adds up',
        failureMessages: ['\u001b[31mexpected 1\u001b[39m\nat line 3'],
      },
    ];
    expect(
      vitestFailures({
        testResults: [
          { name: 'tests/a.test.ts', message: '', assertionResults },
          { name: 'tests/b.test.ts', message: 'no such import', assertionResults: [] },
        ],
      }),
    ).toEqual(['tests/a.test.ts › adds up: expected 1', 'tests/b.test.ts › the file: no such import']);

    const specs = [
      {
        file: 'now.spec.ts',
        title: 'shows the house',
        tests: [
          { projectName: 'phone', status: 'expected', results: [{}] },
          { projectName: 'desktop', status: 'flaky', results: [{ error: { message: 'timed out' } }, {}] },
        ],
      },
    ];
    expect(playwrightFailures({ suites: [{ suites: [{ specs }] }] })).toEqual([
      'now.spec.ts › [desktop] shows the house: timed out',
    ]);
    expect([vitestFailures(undefined), playwrightFailures(undefined)]).toEqual([[], []]);
  });
});
