import Link from 'next/link';
import { useFormat } from '@/components/format/format-provider';
import type { RawPlace } from '@/contracts/mapping-saving';
import { RAW } from '@/contracts/topics';

/** Leads to a message where it stands in the raw log. */
export function RawPlaceLink({ at: { partition, offset } }: { at: RawPlace }) {
  const format = useFormat();
  return (
    <Link
      href={`/topics/${encodeURIComponent(RAW)}/messages?partition=${partition}&offset=${offset}`}
      prefetch={false}
      className="inline-flex min-h-11 items-center underline desk:min-h-0"
    >
      In Kafka: partition {partition}, offset {format.number(offset, 0)}
    </Link>
  );
}
