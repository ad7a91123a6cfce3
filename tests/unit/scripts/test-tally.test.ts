import { describe, expect, it } from 'vitest';
import { closingLine, playwrightTally, sum, vitestTally } from '@/scripts/test-tally.mjs';

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
});
