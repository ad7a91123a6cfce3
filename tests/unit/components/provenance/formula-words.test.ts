import { describe, expect, it } from 'vitest';
import { expression, formulaWords, shownWords } from '@/components/provenance/formula-words';
import type { Formula, FormulaStep, Provenance } from '@/contracts/provenance';
import { canonicalOf } from '@/contracts/units';
import { aFormat } from '@/tests/support/a-format';
import { aProvenance } from './a-provenance';

function sentence(given: Partial<Provenance> = {}, format = aFormat()): string {
  return formulaWords(aProvenance(given), format)
    .map(({ text }) => text)
    .join('');
}

const FAHRENHEIT = unitStep('temperature', '°F');
const formula = (raw: string, sentUnit: string, steps: Formula['steps'], value = 1): Formula => ({
  ...{ raw, sentUnit, steps, value },
});

function unitStep(quantity: string, unit: string): FormulaStep {
  const canonical = canonicalOf(quantity, unit);
  if (canonical === undefined) throw new Error(`no ${unit}`);
  return { kind: 'unit', conversion: canonical.conversion };
}

describe('the sentence of a formula', () => {
  it('says what was calculated, by which version of which mapping, whose and since when', () => {
    expect(sentence()).toBe('216 × 0.1 → 21.6 °C by mapping climate-node v3, Jana, 2 Nov 2026.');
  });

  it('leaves out who wrote a version where that is not recorded', () => {
    const reader = { ...aProvenance().reader, who: null } as Provenance['reader'];

    expect(sentence({ reader })).toBe('216 × 0.1 → 21.6 °C by mapping climate-node v3, 2 Nov 2026.');
  });

  it('names a decoder, and the unit that a value was sent in', () => {
    expect(
      sentence({
        series: { quantity: 'energy', channel: null, unit: 'kWh' },
        reader: { kind: 'family', name: 'tasmota', version: 1 },
        formula: formula('18442', 'Wh', [unitStep('energy', 'Wh')], 18.442),
      }),
    ).toBe('18442 Wh ÷ 1000 → 18.442 kWh by the Tasmota decoder.');
  });

  it('adds what the reader sees, where that is another unit', () => {
    const format = aFormat({ temperature: '°F' });

    expect(sentence({}, format)).toContain('→ 21.6 °C, shown as 70.9 °F by mapping');
  });

  it('says a word for a value of two states', () => {
    const series = { quantity: 'contact', channel: null, unit: '' };
    const given = formula('shut', '', [{ kind: 'stands for', number: 1 }]);

    expect(sentence({ series, formula: given })).toMatch(/^shut stands for 1 → [A-Za-z]+ by mapping/);
  });

  it('claims no formula where none is known', () => {
    const reader = { kind: 'family', name: 'sparkplug', version: 1 } as const;

    expect(sentence({ formula: null, reader })).toBe('21.6 °C was read by the Sparkplug B decoder.');
    expect(sentence({ formula: formula('1234.9', '', null, 1234), reader })).toBe(
      '1234.9 → 1,234 °C by the Sparkplug B decoder, by a rule of its own.',
    );
  });

  it('says what history knows where the message is gone', () => {
    expect(sentence({ sent: null, reader: null, formula: null })).toBe(
      'Version 3 of its mapping or decoder read it.',
    );
    expect(sentence({ reader: null, formula: null })).toContain('comes to no such value');
  });
});

describe('an expression', () => {
  it.each([
    [formula('216', '°C', []), '216'],
    [formula('216', '°C', [{ kind: 'offset', plus: -2.5 }]), '216 − 2.5'],
    [formula('68', '°F', [FAHRENHEIT]), '(68 °F − 32) × 5 ÷ 9'],
    [
      formula('660', '°F', [{ kind: 'scale', times: 0.1 }, { kind: 'offset', plus: 2 }, FAHRENHEIT]),
      '((660 × 0.1 + 2) °F − 32) × 5 ÷ 9',
    ],
    [formula('294.65', 'K', [unitStep('temperature', 'K')]), '294.65 K − 273.15'],
    [formula('3', 'kW', [unitStep('power', 'kW')]), '3 kW × 1000'],
  ])('%o', (given, expected) => {
    expect(expression(given)).toBe(expected);
  });
});

it('a value is told to its last digit that counts', () => {
  const energy = { quantity: 'energy', channel: null, unit: 'kWh' };

  expect(shownWords(18.442, energy, aFormat())).toBe('18.442 kWh');
  expect(shownWords(1.57893333333333, energy, aFormat())).toBe('1.578933 kWh');
  expect(shownWords(1500, { quantity: 'power', channel: null, unit: 'W' }, aFormat())).toBe(
    '1,500 W, shown as 1.50 kW',
  );
});
