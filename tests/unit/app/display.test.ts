import { expect, it } from 'vitest';
import { displayOf, readingSettings } from '@/app/display';
import { DISPLAY_KINDS, displayUnits, UNIT_PRESETS, wholeChoice } from '@/contracts/display';
import { QUANTITIES } from '@/contracts/quantities';
import { QUANTITY_WORDS } from '@/contracts/quantity-words';

it.each([undefined, '', 'x'.repeat(5_000), 'language=fr&temperature=K&__proto__=1', '%%%=&&='])(
  'a cookie of %s is as if nobody had chosen',
  (cookie) => {
    const { language, units } = displayOf(cookie);
    expect([language, units]).toEqual(['en', displayOf(undefined).units]);
    expect(units.temperature).toBe('°C');
  },
);

it('what was chosen is read back', () => {
  const cookie = new URLSearchParams({ language: 'de', temperature: '°F', wind: 'km/h' }).toString();
  const { language, units } = displayOf(decodeURIComponent(cookie));
  expect([language, units.temperature, units.wind, units.rain]).toEqual(['de', '°F', 'km/h', 'mm']);
});

it('who has not chosen reads as the home does, and who has chosen as they did', () => {
  const home = { language: 'de', units: 'us' } as const;

  expect(displayOf(undefined, home)).toMatchObject({
    language: 'de',
    units: { temperature: '°F', wind: 'mph' },
  });
  const own = displayOf('language=en&temperature=°C', home);
  expect([own.language, own.units.temperature, own.units.wind]).toEqual(['en', '°C', 'mph']);
  for (const { units } of Object.values(UNIT_PRESETS)) expect(wholeChoice(units)).toMatchObject(units);
});

it('numbers are written as the browser asks, but not in another language than the names beside them', () => {
  const german = displayOf('language=de');
  expect(readingSettings(german, 'de-AT,de;q=0.9').locale).toBe('de-AT');
  expect(readingSettings(german, 'fr-FR').locale).toBe('de-DE');
  expect(readingSettings(displayOf(''), 'de-AT').locale).toBe('de-AT');
});

it('every choice is a unit that its quantities have', () => {
  for (const { id, choices } of DISPLAY_KINDS)
    for (const name of Object.keys(choices)) expect(() => displayUnits({ [id]: name })).not.toThrow();
});

it('every quantity has a name in every language', () => {
  for (const { labels } of Object.values(QUANTITY_WORDS))
    expect(Object.keys(labels).sort()).toEqual(QUANTITIES.map(({ id }) => id).sort());
});
