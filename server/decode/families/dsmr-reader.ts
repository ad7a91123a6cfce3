import type { Measure } from '@/contracts/reading';
import { type Stamp, stampFrom } from '../device-time';
import { GAS, type MeterField, readerField } from './dsmr-fields';
import { type DeviceSaid, type FamilyAnswer, type FamilyKnowledge, type FamilyMessage, said } from './family';
import { type JsonObject, objectIn, own } from './json-object';
import { preferredRoute } from './preferred-route';
import { measureFrom } from './sent-value';

const KEY = 'dsmr';
const HOUR_US = 3_600_000_000;

/** How much a way says: a telegram as JSON has its time, a topic a value has none, and what is derived comes last. */
const RANKS = { json: 0, reading: 1, consumption: 2 } as const;
type Way = keyof typeof RANKS;

/** What was read at one time. Gas is read less often than the rest, and comes by more ways. */
interface Part {
  readonly of: 'telegram' | 'gas';
  readonly measures: readonly Measure[];
  readonly stamp?: Stamp | undefined;
}

/** DSMR-reader: a topic a value, a telegram as JSON, and what it counts of gas. The same value by two ways counts once. */
export function ofReader(message: FamilyMessage, known: FamilyKnowledge): FamilyAnswer {
  const { levels } = message;
  if (levels[1] === 'json') return ofTelegram(message, known);
  if (levels[1] === 'consumption') return ofConsumption(message, known);
  const field = levels[1] === 'reading' ? readerField(levels[2] ?? '') : undefined;
  if (field === undefined) return said();
  const text = message.payload.text();
  if ('refusal' in text) return text;
  return saying('reading', [{ of: partOf(field), measures: measureFrom(text.value, field) }], message, known);
}

function ofTelegram(message: FamilyMessage, known: FamilyKnowledge): FamilyAnswer {
  const read = objectIn(message.payload);
  if ('refusal' in read) return read;
  const telegram = read.value;
  const measuresOf = (part: Part['of']) =>
    Object.keys(telegram).flatMap((name) => {
      const field = readerField(name);
      return field === undefined || partOf(field) !== part ? [] : measureFrom(own(telegram, name), field);
    });
  const stamp = stampOf(telegram, 'timestamp', message.receivedMs);
  // Gas is read every five minutes or every hour, and says when.
  const extraStamp = stampOf(telegram, 'extra_device_timestamp', message.receivedMs) ?? stamp;
  const parts: readonly Part[] = [
    { of: 'telegram', measures: measuresOf('telegram'), stamp },
    { of: 'gas', measures: measuresOf('gas'), stamp: extraStamp },
  ];
  // What the broker kept of a way that was closed since must not silence the others.
  const isOld = stamp !== undefined && message.receivedMs * 1000 - stamp.micros > HOUR_US;
  return isOld ? said({ devices: devicesOf(parts) }) : saying('json', parts, message, known);
}

/** `dsmr/consumption/gas/delivered`, or `…/json` with the time. */
function ofConsumption(message: FamilyMessage, known: FamilyKnowledge): FamilyAnswer {
  const [, , of, name, ...more] = message.levels;
  if (of !== 'gas' || more.length > 0) return said();
  if (name === 'json') {
    const read = objectIn(message.payload);
    if ('refusal' in read) return read;
    const stamp = stampOf(read.value, 'read_at', message.receivedMs);
    const measures = measureFrom(own(read.value, 'delivered'), GAS);
    return saying('consumption', [{ of: 'gas', measures, stamp }], message, known);
  }
  if (name !== 'delivered') return said();
  const text = message.payload.text();
  if ('refusal' in text) return text;
  return saying('consumption', [{ of: 'gas', measures: measureFrom(text.value, GAS) }], message, known);
}

function partOf({ quantity }: MeterField): Part['of'] {
  return quantity === GAS.quantity ? 'gas' : 'telegram';
}

function stampOf(document: JsonObject, name: string, receivedMs: number): Stamp | undefined {
  return stampFrom(own(document, name), { format: 'iso8601', zone: undefined }, receivedMs);
}

function saying(
  name: Way,
  parts: readonly Part[],
  message: FamilyMessage,
  known: FamilyKnowledge,
): FamilyAnswer {
  const telling = parts.filter(({ measures }) => measures.length > 0);
  const routes = telling.map((part) => ({
    part,
    ...preferredRoute({ device: part.of, name, rank: RANKS[name] }, known, message),
  }));
  return said({
    devices: devicesOf(routes.filter(({ counts }) => counts).map(({ part }) => part)),
    learnt: routes.flatMap(({ learnt }) => learnt),
  });
}

function devicesOf(parts: readonly Part[]): DeviceSaid[] {
  return parts
    .filter(({ measures }) => measures.length > 0)
    .map(({ measures, stamp }) => ({ key: KEY, measures, stamp }));
}
