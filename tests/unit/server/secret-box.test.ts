import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CannotOpen, secretBoxIn } from '@/server/secret-box';

describe('a secret box', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'hearth-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('opens what it sealed, also after a restart, and never seals twice alike', () => {
    const box = secretBoxIn(folder);
    const sealed = box.seal('pässword');

    expect(secretBoxIn(folder).open(sealed)).toBe('pässword');
    expect(box.seal('pässword')).not.toBe(sealed);
    expect(sealed).not.toContain('pässword');
  });

  it('keeps its key for its owner’s eyes alone', () => {
    secretBoxIn(folder).seal('x');

    expect(statSync(path.join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
  });

  it('says so where the key is another one, is gone, or what was sealed was changed', () => {
    const box = secretBoxIn(folder);
    const sealed = box.seal('x');
    const changed = `${sealed.slice(0, -4)}AAA=`;

    expect(() => box.open(changed)).toThrow(CannotOpen);
    writeFileSync(path.join(folder, 'secret.key'), Buffer.alloc(32).toString('base64'));
    expect(() => box.open(sealed)).toThrow(CannotOpen);
    rmSync(path.join(folder, 'secret.key'));
    expect(() => box.open(sealed)).toThrow(/enter it again/);
  });
});
