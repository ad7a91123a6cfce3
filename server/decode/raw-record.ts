import { parseRawHeader, RAW_HEADER, type RawHeader } from '@/contracts/raw-message';
import type { StreamRecord } from '@/server/stream/types';

const NOTHING = new Uint8Array(0);

export function payloadOf(record: StreamRecord): Uint8Array {
  return record.value ?? NOTHING;
}

/** The header of a record of the raw log, or why it has none. */
export function readHeader(
  record: StreamRecord,
): { readonly header: RawHeader } | { readonly problem: string } {
  const json = record.headers[RAW_HEADER];
  if (json === undefined) return { problem: `no header ${RAW_HEADER}` };
  try {
    return { header: parseRawHeader(json.toString('utf8')) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message.slice(0, 200) : `no header ${RAW_HEADER}` };
  }
}
