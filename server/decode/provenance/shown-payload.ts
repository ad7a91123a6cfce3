import type { ShownPayload } from '@/contracts/provenance';
import { openPayload } from '../payload';
import type { Place } from './json-places';

const SHOWN_CHARACTERS = 2_048;
const SHOWN_BYTES = 1_024;
const BEFORE_MARK = 200;
const PER_BYTE = 3;

/** What is shown of a payload: its beginning or, where the mark stands further on, what stands around it. */
export function shownPayload(payload: Uint8Array, place: Place | undefined, isBytes = false): ShownPayload {
  const text = openPayload(payload, payload.length).text();
  if ('value' in text && !isBytes) return windowOf(text.value, place, SHOWN_CHARACTERS, true);
  // Without the space behind its last byte.
  const mark = place && { start: place.start * PER_BYTE, end: place.end * PER_BYTE - 1 };
  return windowOf(hexOf(payload, place), mark, SHOWN_BYTES * PER_BYTE, false);
}

function windowOf(whole: string, place: Place | undefined, most: number, isText: boolean): ShownPayload {
  const isFar = place !== undefined && place.end > most;
  const start = isFar ? startOf(whole, Math.max(0, place.start - BEFORE_MARK), isText) : 0;
  const text = whole.slice(start, start + most);
  const isSeen = place !== undefined && place.end <= start + text.length;
  return {
    text,
    isText,
    cutBefore: start > 0,
    cutAfter: start + text.length < whole.length,
    mark: isSeen ? { start: place.start - start, end: place.end - start } : null,
  };
}

/** Never within a pair of surrogates, or of hexadecimal digits. */
function startOf(whole: string, at: number, isText: boolean): number {
  if (!isText) return at - (at % PER_BYTE);
  const code = whole.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/** No more than can be seen: what follows is told apart by one byte. */
function hexOf(payload: Uint8Array, place: Place | undefined): string {
  const end = Math.max(SHOWN_BYTES, place?.end ?? 0) + SHOWN_BYTES;
  return Buffer.from(payload.subarray(0, end)).toString('hex').match(/../g)?.join(' ') ?? '';
}
