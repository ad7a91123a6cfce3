import { decodeRecord } from '@/server/decode/decode-record';
import { compileMapping } from '@/server/decode/mapping';
import { readDraft } from '@/server/decode/mapping-file';
import { aRawHeader } from './builders';

/** Noon of a day in November, by which messages of these tests are received. */
export const NOON_MS = Date.UTC(2026, 10, 21, 12);

interface Sent {
  readonly topic?: string;
  readonly payload: string | Uint8Array;
}

/** A mapping of `a/b` as it is written, and what it makes of messages: `temperature indoor 21.5 °C`, or why nothing. */
export function readMapped(given: object): (sent: string | Uint8Array | Sent) => readonly string[] {
  const draft = readDraft({ topic: 'a/b', ...given });
  if ('errors' in draft) throw new Error(JSON.stringify(draft.errors));
  const compiled = compileMapping({ mappingId: 1, version: 1 }, { sensor: 'kitchen', ...draft.mapping });
  return (sent) => {
    const { topic = 'a/b', payload } =
      typeof sent === 'object' && 'payload' in sent ? sent : { payload: sent };
    const header = aRawHeader({ topic, received: NOON_MS * 1000 });
    const message = { header, payload: Buffer.from(payload as string), partition: 0, offset: 0 };
    const decoded = decodeRecord(message, [compiled], 'Europe/Berlin');
    if (decoded.outcome === 'unreadable') return [decoded.refusal.code];
    if (decoded.outcome === 'unclaimed') return ['UNCLAIMED'];
    return decoded.readings.flatMap(({ measures, availability, clock, measuredAt }) => {
      const time = clock === 'receipt' ? [] : [`at ${new Date(measuredAt / 1000).toISOString()}`];
      const values = measures.map(({ quantity, channel, value, unit, quality }) =>
        [quantity, channel, value, unit, quality, ...time]
          .filter((word) => word != null && word !== '')
          .join(' '),
      );
      return availability === undefined ? values : [...values, availability];
    });
  };
}

/** What keeps it from being a mapping, each as `/path: message`. */
export function mappingErrors(given: object): readonly string[] {
  const draft = readDraft({ topic: 'a/b', ...given });
  return 'errors' in draft ? draft.errors.map(({ path, message }) => `${path}: ${message}`) : [];
}
