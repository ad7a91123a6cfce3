import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoginRights } from '@/contracts/device-login';
import { covers, mayPublish, maySubscribe, rightsProblem } from '@/server/logins/rights';

const PLUG: LoginRights = { kind: 'sensor', prefixes: ['tele/plug', 'stat/plug'], reads: ['cmnd/plug/#'] };
const PROGRAM: LoginRights = { kind: 'program', prefixes: [], reads: ['#'] };

describe('a login publishes', () => {
  it.each([
    ['tele/plug', true],
    ['tele/plug/SENSOR', true],
    ['stat/plug/RESULT', true],
    ['tele/plug2/SENSOR', false],
    ['tele', false],
    ['cmnd/plug/POWER', false],
    ['$SYS/broker', false],
    ['tele/PLUG/SENSOR', false],
    ['/tele/plug', false],
  ])('to %s: %s', (topic, allowed) => {
    expect(mayPublish(PLUG, topic)).toBe(allowed);
    expect(mayPublish(PROGRAM, topic)).toBe(false);
  });
});

describe('a login subscribes', () => {
  it.each([
    ['cmnd/plug/#', true],
    ['cmnd/plug/POWER', true],
    ['cmnd/plug', true],
    ['cmnd/+/POWER', false],
    ['cmnd/#', false],
    ['tele/plug/#', true],
    ['tele/+/SENSOR', false],
    ['tele/#', false],
    ['#', false],
    ['+/plug/#', false],
    ['$SYS/#', false],
  ])('%s: %s', (filter, allowed) => {
    expect(maySubscribe(PLUG, filter)).toBe(allowed);
    expect(maySubscribe(PROGRAM, filter)).toBe(!filter.startsWith('$'));
  });
});

it('covers a filter only if every topic of it is covered', () => {
  const level = fc.constantFrom('a', 'b', '+');
  const filter = fc
    .tuple(fc.array(level, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([levels, deep]) => [...levels, ...(deep ? ['#'] : [])].join('/'));
  const topic = fc
    .array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 4 })
    .map((levels) => levels.join('/'));
  fc.assert(
    fc.property(filter, filter, topic, (given, asked, one) => {
      // A topic is a filter of itself alone.
      if (covers(given, asked) && covers(asked, one)) expect(covers(given, one)).toBe(true);
    }),
  );
});

describe('rights that can’t be given', () => {
  it.each([
    [{ ...PLUG, prefixes: [] }, /needs a topic below which/],
    [{ ...PROGRAM, reads: [] }, /topic to publish to, or a filter/],
    [{ ...PLUG, prefixes: ['home/#'] }, /no topic to publish below/],
    [{ ...PLUG, prefixes: ['home\nuser x'] }, /no topic to publish below/],
    [{ ...PLUG, reads: ['home/#\nuser x'] }, /no filter to read/],
    [{ ...PLUG, prefixes: ['/'] }, /no topic to publish below/],
    [{ ...PLUG, prefixes: ['//home'] }, /no topic to publish below/],
    [{ ...PLUG, prefixes: ['home/'] }, /no topic to publish below/],
    [{ ...PLUG, prefixes: ['$SYS'] }, /no topic to publish below/],
    [{ ...PLUG, prefixes: [''] }, /no topic to publish below/],
    [{ ...PLUG, reads: ['a/#/b'] }, /no filter to read/],
    [{ ...PLUG, reads: ['$SYS/#'] }, /no filter to read/],
    [{ ...PLUG, reads: ['#'] }, /Only a program/],
    [{ ...PLUG, prefixes: Array(33).fill('a') }, /At most 32/],
  ] as const)('%j', (rights, problem) => {
    expect(rightsProblem(rights)).toMatch(problem);
  });

  it('are no others', () => {
    // ESPEasy publishes below a slash unless it is told otherwise.
    expect([PLUG, PROGRAM, { ...PLUG, prefixes: ['/ESP_Easy'] }].map(rightsProblem)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
