import type { Format } from '@/components/format/format';
import { familyWords } from '@/components/sensors/family-words';
import { type Conversion, isIdentity } from '@/contracts/conversion';
import type { Formula, FormulaStep, Provenance, Reader } from '@/contracts/provenance';

/** A part of a sentence; what counts in it is `strong`. */
export interface Words {
  readonly text: string;
  readonly strong?: boolean;
}

type Series = Provenance['series'];

const MOST_DECIMALS = 6;

/** From what was sent to the value, and by whom, in one sentence. */
export function formulaWords(
  {
    formula,
    reader,
    series,
    reading,
    sent,
  }: Pick<Provenance, 'formula' | 'reader' | 'series' | 'reading' | 'sent'>,
  format: Format,
): readonly Words[] {
  if (reader === null) return [{ text: unreadWords(sent !== null, reading.version) }];
  const shown = shownWords(formula?.value ?? reading.value, series, format);
  const begin =
    formula === null
      ? [{ text: shown, strong: true }, { text: ' was read' }]
      : [{ text: `${expression(formula)} → ` }, { text: shown, strong: true }];
  const own = formula !== null && formula.steps === null ? ', by a rule of its own' : '';
  return [...begin, { text: ' by ' }, ...readerWords(reader, format), { text: `${own}.` }];
}

function unreadWords(isSent: boolean, version: number): string {
  return isSent
    ? `By what is known now, the message comes to no such value. Version ${version} of its mapping or decoder read it.`
    : `Version ${version} of its mapping or decoder read it.`;
}

function readerWords(reader: Reader, format: Format): readonly Words[] {
  if (reader.kind === 'family')
    return [{ text: 'the ' }, { text: familyWords(reader.name), strong: true }, { text: ' decoder' }];
  const who = reader.who === null ? '' : `, ${reader.who}`;
  return [
    { text: 'mapping ' },
    { text: `${reader.name} v${reader.version}`, strong: true },
    { text: `${who}, ${format.time(reader.writtenAt, 'date')}` },
  ];
}

/** A value to its last digit, in its own unit, and in the reader's where that is another. */
export function shownWords(value: number, { quantity, unit }: Series, format: Format): string {
  const word = format.word(value, quantity);
  if (word !== undefined) return word;
  const exact = `${format.number(value, decimalsOf(value))} ${unit}`.trimEnd();
  const scale = format.scale(value, quantity, unit);
  return isIdentity(scale.conversion)
    ? exact
    : `${exact}, shown as ${format.withUnit(value, quantity, unit)}`;
}

function decimalsOf(value: number): number {
  const [, decimals = ''] = `${Number(value.toFixed(MOST_DECIMALS))}`.split('.');
  return decimals.length;
}

/** What is calculated, as one would write it down: "(68 °F − 32) × 5 ÷ 9". */
export function expression({ raw, sentUnit, steps }: Formula): string {
  const begin: Term = { text: raw, isSum: false };
  return (steps ?? []).reduce((term, step) => taken(term, step, sentUnit), begin).text;
}

/** What stands so far; a sum is put in brackets before something follows. */
interface Term {
  readonly text: string;
  readonly isSum: boolean;
}

function taken(term: Term, step: FormulaStep, sentUnit: string): Term {
  switch (step.kind) {
    case 'scale':
      return followed(term, `× ${step.times}`);
    case 'offset':
      return increased(term, step.plus);
    case 'stands for':
      return followed(term, `stands for ${step.number}`);
    case 'unit':
      return converted(sentUnit === '' ? term : followed(term, sentUnit), step.conversion);
  }
}

function converted(term: Term, { before, times, over, after }: Conversion): Term {
  const begun = increased(term, before);
  const multiplied = times === 1 ? begun : followed(begun, `× ${times}`);
  const divided = over === 1 ? multiplied : followed(multiplied, `÷ ${over}`);
  return increased(divided, after);
}

function followed({ text, isSum }: Term, by: string): Term {
  return { text: `${isSum ? `(${text})` : text} ${by}`, isSum: false };
}

function increased(term: Term, by: number): Term {
  return by === 0 ? term : { text: `${term.text} ${by < 0 ? '−' : '+'} ${Math.abs(by)}`, isSum: true };
}
