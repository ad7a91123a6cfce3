import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import type { MappingSample, MappingVersionSummary } from '@/contracts/mapping-preview';
import type { RawPlace } from '@/contracts/mapping-saving';
import { placeKey } from './held-sample';
import type { Previewed } from './use-preview';

/** Which message a version was made on. */
export interface MadeOn {
  readonly version: number;
  readonly place: RawPlace;
}

interface MadeOnMessage extends MadeOn {
  /** Null: the raw log holds it no longer. */
  readonly message: MappingSample | null;
}

/** Of the version that a draft changes; undefined where nobody looked at a message. */
export function madeOnOf(
  versions: readonly MappingVersionSummary[],
  base: number | undefined,
): MadeOn | undefined {
  const version = versions.find((each) => each.version === base);
  return version?.sample ? { version: version.version, place: version.sample } : undefined;
}

/** The same with its message, once it was asked for by the filter that is typed; undefined where nothing can be said of it. */
export function madeOnKnown(
  madeOn: MadeOn | undefined,
  { preview, asked, askedFor }: Pick<Previewed, 'preview' | 'asked' | 'askedFor'>,
  { topic, isAsSaved }: { readonly topic: string; readonly isAsSaved: boolean },
): MadeOnMessage | undefined {
  if (madeOn === undefined || preview === undefined) return undefined;
  if (asked !== topic || askedFor !== placeKey(madeOn.place)) return undefined;
  // Another filter may not claim it, wherever it is.
  return preview.kept === null && !isAsSaved ? undefined : { ...madeOn, message: preview.kept };
}

/** Says on which message a version was made, and leads to it as long as the raw log holds it. */
export function MadeOnNote({
  version,
  place,
  message,
  isShown,
  onHold,
}: MadeOnMessage & {
  isShown: boolean;
  onHold: (message: MappingSample) => void;
}) {
  const format = useFormat();
  if (message === null)
    return (
      <p>
        v{version} was made on the message at partition {place.partition}, offset{' '}
        {format.number(place.offset, 0)}, which the raw log holds no longer.
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
