'use client';

import { useState } from 'react';
import type { InboxDetail } from '@/contracts/inbox';
import type { TeachWish } from '@/contracts/teaching';
import type { Places } from './inbox-actions';
import { likelyReading, likelyReadings } from './likely-reading';
import { meantBy, namedAs } from './naming';
import { type SampleField, sampleFields } from './sample-fields';
import { type ChosenReading, isTaughtHere, sourceOf, taughtDraft } from './taught-draft';
import { useNaming } from './use-naming';

export type ShapeDetail = Extract<InboxDetail, { readonly sources: unknown }>;
export type ShapeTeaching = ReturnType<typeof useShapeTeaching>;

/** What somebody says of messages of one shape, and the wish that it makes. */
export function useShapeTeaching(detail: ShapeDetail, places: Places) {
  const { group, sources, sourceLevel } = detail;
  // The sample stands as it was first seen: a newer one must not take away what is being chosen.
  const [sample] = useState(detail.sample);
  const [fields] = useState(() => (sample === null ? [] : sampleFields(group.kind, sample)));
  const [readings, setReadings] = useState(() => likelyReadings(fields, sample?.topic));
  const { naming, name, ticked } = useNaming(sources, ({ topic }) => topic);
  const wish: TeachWish = {
    definition: taughtDraft(group, sourceLevel, readings, sample?.text ?? ''),
    sources: ticked.map(({ topic }) => ({
      topic,
      value: sourceOf(topic, sourceLevel),
      sensor: meantBy(namedAs(naming, topic), places),
    })),
  };
  const toggle = (field: SampleField) =>
    setReadings((before) =>
      before.some((reading) => reading.field.path === field.path)
        ? before.filter((reading) => reading.field.path !== field.path)
        : [...before, firstReading(field)],
    );
  const isTeachable = isTaughtHere(group.kind) && fields.some(({ isNumeric }) => isNumeric);
  return {
    ...{ sample, fields, readings, setReadings, toggle },
    ...{ naming, name, ticked, wish, isTeachable },
  };
}

function firstReading(field: SampleField): ChosenReading {
  return likelyReading(field) ?? { field, quantity: 'temperature', unit: '°C' };
}
