import type { FormatSettings } from '@/components/format/format';
import { type DisplayChoice, displayUnits, wholeChoice } from '@/contracts/display';
import { LANGUAGES, type Language, QUANTITY_WORDS } from '@/contracts/quantity-words';
import { localeOf } from './locale';

/** Whatever somebody puts into a cookie. */
const MOST_CHARACTERS = 1_000;
const DATES = { en: 'en-GB', de: 'de-DE' } as const satisfies Record<Language, string>;

export interface Display {
  readonly language: Language;
  readonly units: DisplayChoice;
}

/** What the cookie says; what it doesn't, or says wrongly, is the first of its choices. */
export function displayOf(cookie: string | undefined): Display {
  const said = Object.fromEntries(new URLSearchParams((cookie ?? '').slice(0, MOST_CHARACTERS)));
  return {
    language: LANGUAGES.find((language) => language === said.language) ?? 'en',
    units: wholeChoice(said),
  };
}

/**
 * How this person reads values. Numbers are written as in the first of the browser's languages, in the chosen one where that isn't
 * English: quantities and dates in German beside numbers in English would be neither.
 */
export function readingSettings(
  { language, units }: Display,
  acceptLanguage: string | null,
): Omit<FormatSettings, 'timeZone'> {
  const locale = localeOf(acceptLanguage);
  const isOwn = language === 'en' || locale.split('-')[0] === language;
  return {
    locale: isOwn ? locale : DATES[language],
    dateLocale: DATES[language],
    units: displayUnits(units),
    words: QUANTITY_WORDS[language],
  };
}
