import type { Provenance } from '@/contracts/provenance';
import { RAW } from '@/contracts/topics';

/** Where what is wrong is mended, and the raw message; undefined where the log holds it no longer: another would stand there. */
export function linksOf({
  reader,
  sensor,
  reading: { raw },
  sent,
}: Pick<Provenance, 'reader' | 'sensor' | 'reading' | 'sent'>): {
  readonly wrong: string;
  readonly message: string | undefined;
} {
  const isMapped = reader?.kind === 'mapping';
  return {
    wrong: isMapped ? `/mappings/${reader.id}` : `/sensors/${encodeURIComponent(sensor.id)}/edit`,
    message:
      sent === null ? undefined : `/topics/${RAW}/messages?partition=${raw.partition}&offset=${raw.offset}`,
  };
}
