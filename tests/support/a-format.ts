import { createFormat, type FormatSettings } from '@/components/format/format';
import { type DisplayChoice, displayUnits } from '@/contracts/display';
import { QUANTITY_WORDS } from '@/contracts/quantity-words';

/** How an English reader in London sees values, in the units of that choice; what is given besides is otherwise. */
export function aFormat(units: DisplayChoice = {}, others: Partial<FormatSettings> = {}) {
  return createFormat({
    locale: 'en-GB',
    dateLocale: 'en-GB',
    timeZone: 'Europe/London',
    units: displayUnits(units),
    words: QUANTITY_WORDS.en,
    ...others,
  });
}
