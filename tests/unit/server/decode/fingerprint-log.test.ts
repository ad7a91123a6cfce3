import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '@/server/decode/fingerprint';
import { FingerprintLog } from '@/server/decode/fingerprint-log';

type Step = { kind: 'push'; name: number } | { kind: 'dropOldest' } | { kind: 'dropFrom'; back: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('push' as const), name: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'dropOldest' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dropFrom' as const), back: fc.nat(6) }) },
);

// All names fall into few slots, so that searches run over each other's places.
const of = (name: number) => ({ high: name, low: name % 3 });

describe('FingerprintLog', () => {
  it('does what a plain list does', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const log = new FingerprintLog();
        let list: { name: number; offset: number }[] = [];
        let next = 0;
        for (const each of steps) {
          if (each.kind === 'push') {
            log.push(of(each.name), { offset: next, atMs: next * 10 });
            list.push({ name: each.name, offset: next });
            next += 1;
          } else if (each.kind === 'dropOldest' && list.length > 0) {
            log.dropOldest();
            list.shift();
          } else if (each.kind === 'dropFrom') {
            next = Math.max(0, next - each.back);
            log.dropFrom(next);
            list = list.filter(({ offset }) => offset < next);
          }
          expect(log.size).toBe(list.length);
          for (let name = 0; name <= 12; name += 1) {
            expect(log.find(of(name))?.offset).toBe(list.findLast((entry) => entry.name === name)?.offset);
          }
        }
      }),
    );
  });

  it('grows to what a window needs and finds all of it', () => {
    const log = new FingerprintLog();
    for (let offset = 0; offset < 50_000; offset += 1) {
      log.push(fingerprint(`uid-${offset}`), { offset, atMs: offset });
      if (offset >= 20_000) log.dropOldest();
    }

    expect(log.size).toBe(20_000);
    expect(log.oldest?.offset).toBe(30_000);
    expect(log.find(fingerprint('uid-29999'))).toBeUndefined();
    for (let offset = 30_000; offset < 50_000; offset += 1) {
      expect(log.find(fingerprint(`uid-${offset}`))?.offset).toBe(offset);
    }
  });
});

describe('fingerprint', () => {
  it('tells messages apart that differ in little', () => {
    const texts = Array.from(
      { length: 20_000 },
      (_, index) => `client\u0000${index % 100}\u0000topic ${index}`,
    );
    const alike = [
      fingerprint('ab', Buffer.from('c')),
      fingerprint('a', Buffer.from('bc')),
      fingerprint('abc'),
    ];

    const prints = [...texts.map((text) => fingerprint(text)), ...alike];

    expect(new Set(prints.map(({ high, low }) => `${high} ${low}`)).size).toBe(prints.length);
  });
});
