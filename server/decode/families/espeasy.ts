import type { Availability } from '@/contracts/sensor';
import { numberFrom } from '../number-text';
import type { Payload } from '../payload';
import { type EspeasyValue, isOwnName, valueNamed } from './espeasy-values';
import { type Family, type FamilyKnowledge, type FamilyMessage, type FamilySaid, said } from './family';
import { measureFrom } from './sent-value';

const WILLS: ReadonlyMap<string, Availability> = new Map([
  ['Connected', 'online'],
  ['Connection Lost', 'offline'],
]);
const LONGEST_WORD = 20;

/**
 * ESPEasy: `name/task/value`, each a number. Anything may look like that, so a value counts where it has a plugin's own name,
 * or its device has said that it is connected.
 */
export const espeasy: Family = {
  name: 'espeasy',
  version: 3,
  topics: (levels) => isWillTopic(levels) || placeIn(levels) !== undefined,
  claims: (levels, known, payload) => {
    if (isWillTopic(levels)) return willIn(payload) !== undefined;
    const place = placeIn(levels);
    if (place === undefined) return false;
    if (known.of(place.device) !== undefined) return valueNamed(place.value) !== undefined;
    return !place.device.includes('/') && isOwnName(place.value) && isNumber(payload);
  },
  teaches: (levels) => isWillTopic(levels),
  decode: (message, known) => (isWillTopic(message.levels) ? lastWill(message, known) : told(message)),
};

function isWillTopic(levels: readonly string[]): boolean {
  return levels.length >= 2 && (levels.at(-1) === 'LWT' || levels.at(-1) === 'status');
}

function willIn(payload: Payload): Availability | undefined {
  if (payload.bytes.length > LONGEST_WORD) return undefined;
  const text = payload.text();
  return 'value' in text ? WILLS.get(text.value.trim()) : undefined;
}

function isNumber(payload: Payload): boolean {
  const text = payload.text();
  return 'value' in text && numberFrom(text.value) !== undefined;
}

interface Place {
  readonly device: string;
  readonly task: string;
  readonly value: string;
}

function placeIn(levels: readonly string[]): Place | undefined {
  const [task = '', value = ''] = levels.slice(-2);
  const device = deviceOf(levels.slice(0, -2));
  return device === '' || task === '' || value === '' ? undefined : { device, task, value };
}

/** Everything above what it speaks of; older versions begin their topics with a slash. */
function deviceOf(levels: readonly string[]): string {
  return levels.slice(levels[0] === '' ? 1 : 0).join('/');
}

function lastWill({ levels, payload }: FamilyMessage, known: FamilyKnowledge): FamilySaid {
  const availability = willIn(payload);
  const key = deviceOf(levels.slice(0, -1));
  if (availability === undefined || key === '') return said();
  const learnt = known.of(key) === undefined ? [{ key, content: {} }] : [];
  return said({ devices: [{ key, measures: [], availability }], learnt });
}

function told({ levels, payload }: FamilyMessage): FamilySaid {
  const place = placeIn(levels);
  const text = payload.text();
  const named = valueNamed(place?.value ?? '');
  if (place === undefined || named === undefined || 'refusal' in text) return said();
  const { quantity, unit } = named;
  const measures = measureFrom(text.value, { quantity, unit, channel: channelOf(place.task, named) });
  return measures.length === 0 ? said() : said({ devices: [{ key: place.device, measures }] });
}

function channelOf(task: string, { number, isOfUnit }: EspeasyValue): string | null {
  if (isOfUnit === true) return null;
  return number === undefined ? task : `${task}:${number}`;
}
