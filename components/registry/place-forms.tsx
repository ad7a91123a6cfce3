'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import type { FormAction } from './form-state';
import type { Place, PlaceActions, PlaceWords } from './place';
import { FormProblem } from './sensor-fields';
import { useFormAction } from './use-form-action';

export function RenamePlace({
  place,
  rename,
  close,
}: {
  place: Place;
  rename: PlaceActions['rename'];
  close: () => void;
}) {
  const { refusal, isSending, onSubmit } = useFormAction(closing(rename.bind(null, place.id), close));
  const [before] = useState(place.name);
  return (
    <form onSubmit={onSubmit} className="mt-2 flex flex-wrap items-start gap-2.5">
      <input type="hidden" name="before" value={before} />
      <div className="min-w-0 flex-1">
        <TextField
          label="New name"
          name="name"
          defaultValue={place.name}
          autoFocus
          required
          problem={refusal?.field === 'name' ? refusal.problem : undefined}
        />
        <FormProblem refusal={refusal} />
      </div>
      <div className="flex gap-2.5 pt-[19px]">
        <Button type="submit" look="primary" disabled={isSending}>
          Rename
        </Button>
        <Button onClick={close}>Cancel</Button>
      </div>
    </form>
  );
}

/** What is in it goes into another one, or into none. */
export function MergePlace({
  place,
  all,
  words,
  merge,
  close,
}: {
  place: Place;
  all: readonly Place[];
  words: PlaceWords;
  merge: PlaceActions['merge'];
  close: () => void;
}) {
  const { refusal, isSending, onSubmit } = useFormAction(closing(merge.bind(null, place.id), close));
  const others = all.filter(({ id }) => id !== place.id);
  const options = [
    { value: '', label: `No ${words.one}` },
    ...others.map(({ id, name }) => ({ value: `${id}`, label: name })),
  ];
  return (
    <form onSubmit={onSubmit} className="mt-2 flex flex-wrap items-start gap-2.5">
      {place.holds !== undefined && (
        <div className="min-w-0 flex-1">
          <SelectField label={`Put ${place.holds} into`} name="into" options={options} autoFocus />
        </div>
      )}
      <div className={`flex gap-2.5 ${place.holds === undefined ? '' : 'pt-[19px]'}`}>
        <Button type="submit" look="danger" disabled={isSending}>
          Remove the {words.one}
        </Button>
        <Button onClick={close}>Keep it</Button>
      </div>
      <FormProblem refusal={refusal} />
    </form>
  );
}

export function AddPlace({ words: { one }, add }: { words: PlaceWords; add: FormAction }) {
  const [made, setMade] = useState(0);
  const { refusal, isSending, onSubmit } = useFormAction(closing(add, () => setMade((count) => count + 1)));
  return (
    <section className="panel p-4" aria-label={`Add a ${one}`}>
      <form key={made} onSubmit={onSubmit} className="flex flex-wrap items-start gap-2.5">
        <div className="min-w-0 flex-1">
          <TextField
            label={`Add a ${one}`}
            name="name"
            required
            problem={refusal?.field === 'name' ? refusal.problem : undefined}
          />
          <FormProblem refusal={refusal} />
        </div>
        <div className="pt-[19px]">
          <Button type="submit" disabled={isSending}>
            Add {one}
          </Button>
        </div>
      </form>
    </section>
  );
}

/** The action, and `close` once it was taken. */
function closing(action: FormAction, close: () => void): FormAction {
  return async (before, form) => {
    const refusal = await action(before, form);
    if (refusal === undefined) close();
    return refusal;
  };
}
