'use client';

import { Trash2 } from 'lucide-react';
import Link from 'next/link';
import { type FormEvent, useEffect, useState } from 'react';
import { Button, IconButton } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';

const KEY = 'hearth-views';
const MOST = 50;

interface View {
  readonly name: string;
  /** Of the address, without the question mark. */
  readonly query: string;
}

/** Views that a person named. Kept in this browser, until people have accounts. */
export function SavedViews({ query }: { query: string }) {
  const [views, setViews] = useState<readonly View[]>([]);
  useEffect(() => setViews(read()), []);
  const keep = (next: readonly View[]) => {
    setViews(next);
    window.localStorage.setItem(KEY, JSON.stringify(next));
  };
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('view') ?? '').trim();
    if (name === '') return;
    keep([{ name, query }, ...views.filter((view) => view.name !== name)].slice(0, MOST));
    form.reset();
  };
  return (
    <section className="panel p-4" aria-label="Saved views">
      <h2 className="mb-2">Saved views</h2>
      <ul className="mb-3 grid gap-1">
        {views.map((view) => (
          <li key={view.name} className="flex items-center gap-2">
            <Link
              href={`/history?${view.query}`}
              className="flex min-h-11 min-w-0 flex-1 items-center desk:min-h-8"
            >
              <span className="truncate underline" dir="auto">
                {view.name}
              </span>
            </Link>
            <IconButton
              look="quiet"
              label={`Forget ${view.name}`}
              onClick={() => keep(views.filter(({ name }) => name !== view.name))}
            >
              <Trash2 size={14} strokeWidth={1.75} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      <form onSubmit={save} className="flex items-end gap-2.5">
        <div className="min-w-0 flex-1">
          <TextField label="Save this view as" name="view" maxLength={80} required />
        </div>
        <Button type="submit" disabled={query === ''}>
          Save
        </Button>
      </form>
      <p className="mt-2 text-[12px] text-ink-3">Kept in this browser.</p>
    </section>
  );
}

function read(): readonly View[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return [];
  }
}

function isView(given: unknown): given is View {
  const { name, query } = (given ?? {}) as Partial<View>;
  return typeof name === 'string' && typeof query === 'string';
}
