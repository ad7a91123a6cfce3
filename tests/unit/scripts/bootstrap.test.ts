import { describe, expect, it } from 'vitest';
import { missingPackages } from '@/scripts/bootstrap/dependencies.mjs';
import { MAVEN, onPath, wayOut } from '@/scripts/bootstrap/programs.mjs';

describe('missingPackages', () => {
  const locked = {
    '': { version: '0.1.0' },
    'node_modules/one': { version: '1.0.0' },
    'node_modules/for-macs': { version: '1.0.0', optional: true },
  };

  it('finds nothing to do when every package is there, whatever other platforms need', () => {
    expect(missingPackages(locked, { 'node_modules/one': { version: '1.0.0' } })).toEqual([]);
  });

  it('names a package that is there in another version', () => {
    expect(missingPackages(locked, { 'node_modules/one': { version: '0.9.0' } })).toEqual([
      'node_modules/one',
    ]);
  });
});

describe('programs', () => {
  it('finds a program on PATH, and none that is not there', () => {
    expect(onPath('node')).toMatch(/node/);
    expect(onPath('hearth-has-no-such-program')).toBeUndefined();
  });

  it('says in one sentence what is missing, which package has it and what else would do', () => {
    expect(wayOut(MAVEN)).toMatch(
      /^Maven is missing: install it .*apt-get install maven.*brew.*KAFKA_BROKERS.*\.$/,
    );
  });
});
