import { describe, expect, it } from 'vitest';
import { diskProblem } from '@/server/embedded/disk-space';

const MEGABYTE = 1_048_576;

describe('diskProblem', () => {
  it('names the folder, what is left, what is needed and the way out', () => {
    const problem = diskProblem('/data', 120.7 * MEGABYTE);

    expect(problem).toBe(
      'The disk of /data has 120 MB left and Hearth needs 512 MB: free some space, or set HEARTH_DATA_DIR to a folder on another disk.',
    );
  });

  it('has nothing to say while there is enough', () => {
    expect(diskProblem('/data', 512 * MEGABYTE)).toBeUndefined();
  });
});
