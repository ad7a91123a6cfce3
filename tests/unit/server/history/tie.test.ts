import { describe, expect, it } from 'vitest';
import { tieOf } from '@/server/history/tie';
import { messageUid } from '@/server/ingest/message-uid';

describe('tie', () => {
  it('is the last 32 random bits of a uid, signed', () => {
    expect(tieOf('0193a1c2-7f3e-7abc-8def-012300000001')).toBe(1);
    expect(tieOf('0193a1c2-7f3e-7abc-8def-0123ffffffff')).toBe(-1);
    expect(tieOf('0193a1c2-7f3e-7abc-8def-012380000000')).toBe(-2_147_483_648);
  });

  it('tells messages of one instant apart, and knows a message again', () => {
    const uids = Array.from({ length: 1_000 }, messageUid);

    expect(new Set(uids.map(tieOf)).size).toBeGreaterThan(998);
    expect(uids.map(tieOf)).toEqual(uids.map(tieOf));
  });

  it('takes uids of other kinds', () => {
    expect(tieOf('import-7')).toBe(tieOf('import-7'));
    expect(tieOf('import-7')).not.toBe(tieOf('import-8'));
    expect(Number.isInteger(tieOf('import-7'))).toBe(true);
  });
});
