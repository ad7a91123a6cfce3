import { describe, expect, it } from 'vitest';
import { allTroubles, lateOf } from '@/components/sensors/attention';
import { batteryOf } from '@/components/sensors/battery';
import { signalOf } from '@/components/sensors/signal';
import { troubleWords } from '@/components/sensors/trouble-words';
import { aFormat } from '@/tests/support/a-format';
import { aSummary, someFacts } from '@/tests/support/a-sensor-list';

const NOW = Date.UTC(2026, 10, 23, 12);
const seen = (agoMs: number) => ({ seenAt: NOW - agoMs, rhythmMs: 10_000 });
const READING = {
  quantity: 'temperature',
  channel: null,
  unit: '°C',
  value: 327.7,
  measuredAt: NOW - 60_000,
};

describe('what needs attention', () => {
  it('is what is offline, silent, refused, out of range and low, in this order', () => {
    const sensors = [
      aSummary('low', { temperature: 20, battery: 20 }, seen(0)),
      aSummary('hot', { temperature: 20 }, seen(100_000)),
      aSummary('wild', { humidity: 40 }, seen(0)),
      aSummary('gone', { humidity: 40 }, { availability: { state: 'offline', since: NOW } }),
    ];
    const facts = ['wild', 'archived'].map((id) => someFacts(id, { implausible: READING }));
    const login = { id: 'g-1', name: 'Shed', at: NOW, why: 'wrong password' };

    const troubles = allTroubles(sensors, facts, [login], NOW);

    expect(troubles.map((each) => [each.trouble, 'sensor' in each ? each.sensor.id : each.login.id])).toEqual(
      [
        ['offline', 'gone'],
        ['silent', 'hot'],
        ['refused', 'g-1'],
        ['range', 'wild'],
        ['battery', 'low'],
      ],
    );
  });

  it('is no reading that a believable one came after', () => {
    const facts = [someFacts('probe', { implausible: READING })];
    const troubles = (agoMs: number) =>
      allTroubles([aSummary('probe', { temperature: 20 }, seen(agoMs))], facts, [], NOW);

    expect(troubles(30_000)).toEqual([]);
    expect(troubles(40_000)).toEqual([]);
    expect(troubles(60_001).map(({ trouble }) => trouble)).toEqual(['silent', 'range']);
  });

  it('counts apart what is late', () => {
    const sensors = [0, 20_001, 50_000, 50_001].map((agoMs) =>
      aSummary(`after ${agoMs}`, { power: 1 }, seen(agoMs)),
    );

    expect(lateOf(sensors, NOW)).toBe(2);
  });

  it('is told with what mends it, and where', () => {
    const words = (sensor: Parameters<typeof allTroubles>[0][number]) =>
      allTroubles([sensor], [someFacts('a b', { implausible: READING })], [], NOW).map((trouble) =>
        troubleWords(trouble, NOW, aFormat()),
      );

    expect(words(aSummary('a b', { humidity: 1, battery: 8 }, seen(3_600_000)))).toEqual([
      {
        title: 'a b is silent',
        detail: 'Last heard 1 h ago, expected every 10 s, battery 8 %.',
        fix: 'Its battery may be empty: change or charge it.',
        href: '/sensors/a%20b',
      },
      {
        title: 'a b is out of range',
        detail: 'Temperature said 327.7 °C, 1 min ago.',
        fix: expect.stringContaining('probe and wiring'),
        href: '/sensors/a%20b',
      },
    ]);
    const login = { id: 'g-1', name: 'Shed', at: NOW - 300_000, why: 'wrong password, from 192.0.2.7' };
    expect(troubleWords({ trouble: 'refused', login }, NOW, aFormat())).toMatchObject({
      title: 'Shed was turned away',
      detail: '5 min ago: wrong password, from 192.0.2.7.',
      href: '/logins',
    });
  });
});

describe('a battery', () => {
  it.each([
    [21, undefined],
    [20, 'low'],
    [11, 'low'],
    [10, 'empty'],
  ])('at %d %% is %s', (value, state) => {
    expect(batteryOf(aSummary('cell', { battery: value }))).toEqual({ value, quantity: 'battery', state });
  });

  it('is the emptiest of several; volts say nothing of how full it is; a house’s is none', () => {
    const cells = aSummary('cells', { battery: 60 });
    const two = { ...cells, series: [...cells.series, ...aSummary('', { battery: 15 }).series] };

    expect(batteryOf(two)).toMatchObject({ value: 15, state: 'low' });
    expect(batteryOf(aSummary('coin', { battery_voltage: 2.2 }))).toMatchObject({
      value: 2.2,
      state: undefined,
    });
    expect(batteryOf(aSummary('store', { battery: 5 }, { profile: 'battery' }))).toBeUndefined();
    expect(batteryOf(aSummary('plug', { power: 5 }))).toBeUndefined();
  });
});

it.each([
  ['signal_strength', -66, 'good'],
  ['signal_strength', -67, 'fair'],
  ['signal_strength', -80, 'fair'],
  ['signal_strength', -81, 'weak'],
  ['link_quality', 81, 'good'],
  ['link_quality', 30, 'fair'],
  ['link_quality', 29, 'weak'],
])('a %s of %d is %s', (quantity, value, words) => {
  expect(signalOf(aSummary('any', { [quantity]: value }))).toMatchObject({ value, words });
});

it('of two ways to tell how it is heard the signal’s strength counts; without one it is unknown', () => {
  expect(signalOf(aSummary('both', { link_quality: 255, signal_strength: -90 }))?.words).toBe('weak');
  expect(signalOf(aSummary('none', { power: 1 }))).toBeUndefined();
});
