import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStamped, stampOf, writeStamp } from '@/scripts/bootstrap/stamp.mjs';

describe('a stamp', () => {
  let folder: string;
  const file = (name: string) => path.join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'hearth-stamp-'));
    mkdirSync(file('sources'));
    writeFileSync(file('sources/one.ts'), 'one');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('stays the same while nothing changes', () => {
    writeStamp(file('out/.stamp'), stampOf([file('sources')]));

    expect(isStamped(file('out/.stamp'), stampOf([file('sources')]))).toBe(true);
  });

  it.each([
    ['a file is added', () => writeFileSync(file('sources/two.ts'), 'two')],
    ['a file is changed', () => utimesSync(file('sources/one.ts'), 1, 1)],
    ['a file is removed', () => rmSync(file('sources/one.ts'))],
  ])('is another once %s', (_what, change) => {
    const before = stampOf([file('sources')]);

    change();

    expect(stampOf([file('sources')])).not.toBe(before);
  });

  it('leaves out what it is told to', () => {
    const before = stampOf([file('sources')], { without: [file('sources/libs')] });

    mkdirSync(file('sources/libs'));

    expect(stampOf([file('sources')], { without: [file('sources/libs')] })).toBe(before);
  });
});
