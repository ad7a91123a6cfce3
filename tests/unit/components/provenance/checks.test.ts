import { expect, it } from 'vitest';
import { checksOf } from '@/components/provenance/checks';
import type { Provenance } from '@/contracts/provenance';
import { aFormat } from '@/tests/support/a-format';
import { aProvenance, aSent } from './a-provenance';

function checks(given: Partial<Provenance> = {}) {
  return checksOf(aProvenance(given), aFormat()).map(({ name, result, words }) => [name, result, words]);
}

const reading = (given: Partial<Provenance['reading']>) => ({ ...aProvenance().reading, ...given });

it('what passed is said, with what it was held against', () => {
  expect(checks()).toEqual([
    ['range', 'passed', 'within −20.0 – 60.0 °C'],
    ['clock', 'passed', 'the device’s own, trusted'],
    ['repeat', 'passed', 'sent once'],
  ]);
});

it('a value that can’t be is told with its range', () => {
  const far = { reading: reading({ value: 85, implausible: true }) };

  expect(checks(far)[0]).toEqual(['range', 'failed', 'outside −20.0 – 60.0 °C']);
  expect(checks({ ...far, believable: [-20, 90] })[0]?.[2]).toBe(
    'not believed when it came, though within −20.0 – 90.0 °C',
  );
  expect(checks({ ...far, believable: null })[0]).toEqual([
    'range',
    'failed',
    'outside what can be believed',
  ]);
});

it('a limit that there is none is no number', () => {
  const counter = { series: { quantity: 'energy', channel: null, unit: 'kWh' } };
  const meter = { ...counter, believable: [0, 1e15] as const };

  expect(checks(meter)[0]).toEqual(['range', 'passed', '0.00 kWh or more']);
  const below = { reading: reading({ value: -3, implausible: true }) };
  expect(checks({ ...meter, ...below })[0]).toEqual(['range', 'failed', 'less than 0.00 kWh']);
  expect(checks({ ...counter, believable: [-1e15, 1e15] })[0]?.[2]).toBe('any value can be');
  expect(checks({ ...counter, believable: [-1e15, 90] })[0]?.[2]).toBe('90.0 kWh or less');
});

it('a clock that is wrong, or missing, is no passed check', () => {
  expect(checks({ reading: reading({ clock: 'suspect' }) })[1]?.[1]).toBe('failed');
  expect(checks({ reading: reading({ clock: 'receipt' }) })[1]?.[1]).toBe('none');
});

it('what can’t be told any more is left out', () => {
  expect(checks({ sent: null, believable: null }).map(([name]) => name)).toEqual(['clock']);
  expect(checks({ sent: aSent({ dup: true }) })[2]?.[2]).toBe('sent again, and counted once');
});
