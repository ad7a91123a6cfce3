import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import type { MappingSample, MappingVersionSummary } from '@/contracts/mapping-preview';
import type { RawPlace } from '@/contracts/mapping-saving';

/** Which message a version was made on. */
export interface MadeOn {
  readonly version: number;
  readonly place: RawPlace;
}

/** Of the version that a draft changes; undefined where nobody looked at a message. */
export function madeOnOf(
  versions: readonly MappingVersionSummary[],
  base: number | undefined,
): MadeOn | undefined {
  const version = versions.find((each) => each.version === base);
  return version?.sample ? { version: version.version, place: version.sample } : undefined;
}

/** Says on which message a version was made, and leads to it as long as the raw log holds it. */
export function MadeOnNote({
  version,
  place,
  message,
  isShown,
  onHold,
}: MadeOn & {
  /** Null: the raw log holds it no longer. */
  message: MappingSample | null;
  isShown: boolean;
  onHold: (message: MappingSample) => void;
}) {
  const format = useFormat();
  if (message === null)
    return (
      <p>
        v{version} was made on partition {place.partition}, offset {format.number(place.offset, 0)}, which the
        raw log holds no longer.
      </p>
    );
  if (isShown) return <p>v{version} was made on this message.</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      v{version} was made on a message of {format.time(message.at, 'date')},{' '}
      {format.time(message.at, 'second')}.
      <Button look="quiet" className="underline" onClick={() => onHold(message)}>
        Show it
      </Button>
    </p>
  );
}
