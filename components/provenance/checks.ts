import { typedLimit } from '@/components/believable/believing';
import type { Format } from '@/components/format/format';
import type { Provenance } from '@/contracts/provenance';

/** What was looked at before a value was believed. */
export interface Check {
  readonly name: 'range' | 'clock' | 'repeat';
  /** `none`: there was nothing to check. */
  readonly result: 'passed' | 'failed' | 'none';
  readonly words: string;
}

/** The checks of a reading, in words; those that can't be told any more are left out. */
export function checksOf(provenance: Provenance, format: Format): readonly Check[] {
  return [...rangeCheck(provenance, format), clockCheck(provenance), ...repeatCheck(provenance)];
}

function rangeCheck({ believable, reading, series }: Provenance, format: Format): readonly Check[] {
  const failed = reading.implausible;
  if (believable === null)
    return failed ? [{ name: 'range', result: 'failed', words: 'outside what can be believed' }] : [];
  const [least, most] = believable;
  const isOutside = reading.value < least || reading.value > most;
  const { within, outside } = limitWords(least, most, series, format);
  if (!failed) return [{ name: 'range', result: 'passed', words: within }];
  const words = isOutside ? outside : `not believed when it came, though ${within}`;
  return [{ name: 'range', result: 'failed', words }];
}

/** A side that knows no limit is not told. */
function limitWords(least: number, most: number, { quantity, unit }: Provenance['series'], format: Format) {
  const [isOpenBelow, isOpenAbove] = [typedLimit(least) === '', typedLimit(most) === ''];
  if (isOpenBelow && isOpenAbove) return { within: 'any value can be', outside: 'no number that can be' };
  const word = (limit: number) => format.withUnit(limit, quantity, unit);
  if (isOpenAbove) return { within: `${word(least)} or more`, outside: `less than ${word(least)}` };
  if (isOpenBelow) return { within: `${word(most)} or less`, outside: `more than ${word(most)}` };
  const range = format.between(least, most, quantity, unit);
  return { within: `within ${range}`, outside: `outside ${range}` };
}

const CLOCKS = {
  device: { result: 'passed', words: 'the device’s own, trusted' },
  corrected: { result: 'passed', words: 'the device’s local time, put right by its zone' },
  receipt: { result: 'none', words: 'it sent no time: the moment of receipt stands for it' },
  suspect: {
    result: 'failed',
    words: 'it sent a time that can’t be right: the moment of receipt stands for it',
  },
} as const;

function clockCheck({ reading: { clock } }: Provenance): Check {
  return { name: 'clock', ...CLOCKS[clock] };
}

function repeatCheck({ sent }: Provenance): readonly Check[] {
  if (sent === null) return [];
  return [
    { name: 'repeat', result: 'passed', words: sent.dup ? 'sent again, and counted once' : 'sent once' },
  ];
}
