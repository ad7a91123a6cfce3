import { describe, expect, it } from 'vitest';
import {
  createRepeatWindow,
  type SeenRecord,
  WINDOW_MS,
  WINDOW_RECORDS,
} from '@/server/decode/repeat-window';
import { aRawHeader } from '@/tests/support/builders';

const START_MS = 1_790_000_000_000;

function aRecord(
  offset: number,
  header: Parameters<typeof aRawHeader>[0] = {},
  given: { readonly payload?: string; readonly atMs?: number } = {},
): SeenRecord {
  const payload = Buffer.from(given.payload ?? '21.5');
  return { offset, atMs: given.atMs ?? START_MS + offset, header: aRawHeader(header), payload };
}

describe('createRepeatWindow', () => {
  it('knows a repeated uid', () => {
    const window = createRepeatWindow();

    expect(window.see(aRecord(0, { uid: 'one' }))).toBeUndefined();
    expect(window.see(aRecord(1, { uid: 'two' }))).toBeUndefined();
    expect(window.see(aRecord(2, { uid: 'one' }))).toBe('uid');
  });

  it('knows a packet sent again with DUP', () => {
    const window = createRepeatWindow();

    expect(window.see(aRecord(0, { packet: 7 }))).toBeUndefined();
    expect(window.see(aRecord(1, { packet: 7, dup: true }))).toBe('packet');
  });

  it('knows what an external broker sends again, by the session it came over', () => {
    const window = createRepeatWindow();
    const broker = { device: undefined, via: 'hearth-1', packet: 7 };

    expect(window.see(aRecord(0, broker))).toBeUndefined();
    expect(window.see(aRecord(1, { ...broker, via: 'hearth-2', dup: true }))).toBeUndefined();
    expect(window.see(aRecord(2, { ...broker, dup: true }))).toBe('packet');
  });

  it.each([
    ['DUP alone', { packet: 8, dup: true }, '21.5'],
    ['an equal payload alone', { packet: 8 }, '21.5'],
    ['the same packet id without DUP', { packet: 7 }, '21.5'],
    ['another payload', { packet: 7, dup: true }, '21.6'],
    ['another client', { packet: 7, dup: true, device: 'other' }, '21.5'],
    ['another topic', { packet: 7, dup: true, topic: 'elsewhere' }, '21.5'],
    ['no packet id', { dup: true }, '21.5'],
  ])('never drops for %s', (_, header, payload) => {
    const window = createRepeatWindow();
    window.see(aRecord(0, { packet: 7 }));

    expect(window.see(aRecord(1, header, { payload }))).toBeUndefined();
  });

  it('reaches 4,096 records back, however long ago they were', () => {
    const window = createRepeatWindow();
    window.see(aRecord(0, { uid: 'one' }));
    const later = START_MS + 10 * WINDOW_MS;

    expect(window.see(aRecord(WINDOW_RECORDS, { uid: 'one' }, { atMs: later }))).toBe('uid');
    expect(window.see(aRecord(2 * WINDOW_RECORDS + 1, { uid: 'one' }, { atMs: 2 * later }))).toBeUndefined();
  });

  it('reaches five minutes back, however many records that are', () => {
    const window = createRepeatWindow();
    window.see(aRecord(0, { uid: 'one' }, { atMs: START_MS }));

    expect(window.see(aRecord(1_000_000, { uid: 'one' }, { atMs: START_MS + WINDOW_MS }))).toBe('uid');
  });

  it('keeps across batches what the window reaches, and forgets the rest', () => {
    const window = createRepeatWindow();
    window.see(aRecord(0, { uid: 'old' }));
    window.see(aRecord(5_000, { uid: 'young' }, { atMs: START_MS + 400_000 }));

    window.begin(9_000, START_MS + 500_000);

    expect(window.see(aRecord(9_000, { uid: 'old' }, { atMs: START_MS + 500_000 }))).toBeUndefined();
    expect(window.see(aRecord(9_001, { uid: 'young' }, { atMs: START_MS + 500_000 }))).toBe('uid');
  });

  it('answers the same when a batch comes again', () => {
    const window = createRepeatWindow();
    window.see(aRecord(0, { uid: 'zero', packet: 1 }));
    const batch = [
      aRecord(1, { uid: 'one', packet: 1, dup: true }),
      aRecord(2, { uid: 'two', packet: 1 }),
      aRecord(3, { uid: 'two' }),
      aRecord(4, { uid: 'four', packet: 9, dup: true }),
    ];
    const answers = () => {
      window.begin(1, START_MS + 1);
      return batch.map((record) => window.see(record));
    };

    expect(answers()).toEqual(['packet', undefined, 'uid', undefined]);
    expect(answers()).toEqual(['packet', undefined, 'uid', undefined]);
  });
});
