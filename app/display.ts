import type { FormatSettings } from '@/components/format/format';
import {
  type DisplayChoice,
  displayUnits,
  UNIT_PRESETS,
  type UnitPreset,
  wholeChoice,
} from '@/contracts/display';
import { LANGUAGES, type Language, QUANTITY_WORDS } from '@/contracts/quantity-words';
import { localeOf } from './locale';

/** Whatever somebody puts into a cookie. */
const MOST_CHARACTERS = 1_000;
const DATES = { en: 'en-GB', de: 'de-DE' } as const satisfies Record<Language, string>;

/** How values are written for those who have not chosen. */
interface HomeDisplay {
  readonly language: string;
  readonly units: UnitPreset;
}

const PLAIN: HomeDisplay = { language: 'en', units: 'metric' };

export interface Display {
  readonly language: Language;
  readonly units: DisplayChoice;
}

/** What the cookie says; what it doesn't is the home's, and what it says wrongly the first of its choices. */
export function displayOf(cookie: string | undefined, home: HomeDisplay = PLAIN): Display {
  const own = Object.fromEntries(new URLSearchParams((cookie ?? '').slice(0, MOST_CHARACTERS)));
  const said: Record<string, string> = { ...UNIT_PRESETS[home.units].units, language: home.language, ...own };
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
