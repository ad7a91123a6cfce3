import { pointerTokens } from '@/contracts/json-pointer';
import { type AvailabilityMapping, OFFLINE, ONLINE } from '@/contracts/mapping';
import type { Availability } from '@/contracts/sensor';
import { valueAt } from '@/contracts/value-at';
import type { CompiledMapping } from './compiled-mapping';
import { sentText } from './measure-rule';
import type { Payload, Read } from './payload';
import { refuse } from './refusal';
import { shown } from './shown';

/** A birth or a last will: whether the sensor is there. */
export function availabilityReader({
  path,
  online = ONLINE,
  offline = OFFLINE,
}: AvailabilityMapping): CompiledMapping['read'] {
  const words = new Map<string, Availability>([
    [online.toLowerCase(), 'online'],
    [offline.toLowerCase(), 'offline'],
  ]);
  const said = path === undefined ? (payload: Payload) => payload.text() : inJson(path);
  return ({ payload }) => {
    const text = payload.text();
    if ('refusal' in text) return text;
    // An empty retained message takes the topic away: it says nothing of the sensor.
    if (text.value.trim() === '') return 'not mine';
    const word = said(payload);
    if ('refusal' in word) return word;
    const availability = words.get(word.value.trim().toLowerCase());
    if (availability !== undefined) return { measures: [], rules: [], stamp: undefined, availability };
    return { refusal: refuse('NO_VALUE', `${shown(word.value)} is neither "${online}" nor "${offline}"`) };
  };
}

function inJson(path: string): (payload: Payload) => Read<string> {
  const tokens = pointerTokens(path);
  return (payload) => {
    const document = payload.json();
    if ('refusal' in document) return document;
    return { value: sentText(valueAt(document.value, tokens)) ?? '' };
  };
}
