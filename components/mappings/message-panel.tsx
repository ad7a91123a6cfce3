'use client';

import { SelectField, TextField } from '@/components/ui/field';
import { mappingName } from '@/contracts/mapping-name';
import type { MappingError } from '@/contracts/mapping-saving';
import { type Draft, problemAt } from './draft';
import type { DraftChange } from './draft-changes';
import { problemsElsewhere } from './field-problems';
import { hasCondition, MESSAGE_FIELDS, messageFields, SELDOM, TIME_FIELDS } from './form-fields';
import { FORMATS } from './formats';
import { PairList } from './pair-list';
import { placeText } from './sample-places';
import { TypedFields } from './typed-inputs';
import { useFold } from './use-fold';

/** How the message is written, which of them count, and by which clock. */
export function MessagePanel({
  draft,
  problems,
  change,
}: {
  draft: Draft;
  problems: readonly MappingError[];
  change: (change: DraftChange) => void;
}) {
  const { format, typed, topic, name } = draft;
  const usual = MESSAGE_FIELDS[format].filter((field) => !SELDOM.has(field.name));
  const seldom = [
    ...TIME_FIELDS[format],
    ...MESSAGE_FIELDS[format].filter((field) => SELDOM.has(field.name)),
  ];
  const say = (field: string, text: string) => change({ type: 'field', name: field, text });
  const [isOpen, setIsOpen] = useFold(isWrongInside(draft, problems));
  return (
    <section className="panel" aria-label="Message">
      <div className="grid gap-3 px-4 py-3.5 desk:grid-cols-3">
        <SelectField
          label="Message"
          value={format}
          onChange={(event) => {
            const chosen = FORMATS.find(({ value }) => value === event.target.value);
            if (chosen !== undefined) change({ type: 'format', format: chosen.value });
          }}
          options={FORMATS}
        />
        <TextField
          label="Name of the mapping"
          value={name}
          onChange={(event) => change({ type: 'say', part: { name: event.target.value } })}
          placeholder={mappingName({ topic })}
          problem={problemAt(problems, '/name')}
        />
        <TypedFields fields={usual} {...{ typed, problems }} onChange={say} />
      </div>
      {(hasCondition(format) || seldom.length > 0) && (
        <details
          className="border-t border-line px-4"
          open={isOpen}
          onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
        >
          <summary className="flex min-h-11 cursor-pointer items-center text-[12.5px] text-ink-2">
            {clockWords(draft)} {conditionWords(draft)}
          </summary>
          <div className="grid gap-3 pt-1 pb-4 desk:grid-cols-3">
            <TypedFields fields={seldom} {...{ typed, problems }} onChange={say} />
            {hasCondition(format) && <Condition {...{ draft, problems, change }} />}
          </div>
        </details>
      )}
    </section>
  );
}

function Condition({
  draft: { match },
  problems,
  change,
}: {
  draft: Draft;
  problems: readonly MappingError[];
  change: (change: DraftChange) => void;
}) {
  return (
    <div className="desk:col-span-3">
      <PairList
        legend="Only messages in which"
        pairs={match}
        left={{ label: 'Field', placeholder: '/model' }}
        right={{ label: 'Equals', placeholder: 'WH51' }}
        between="is"
        add="A condition"
        onChange={(pairs) => change({ type: 'match', match: pairs })}
      />
      {problemsElsewhere(problems, '/match', []).map(({ path, message }) => (
        <p key={path} role="alert" className="mt-1.5 text-[12px] text-crit-text">
          {message}
        </p>
      ))}
    </div>
  );
}

/** What is wrong in there must be seen. */
function isWrongInside({ format }: Draft, problems: readonly MappingError[]): boolean {
  const hidden = TIME_FIELDS[format].map(({ name }) => `/${name.replace('.', '/')}`);
  return problems.some(({ path }) => path.startsWith('/match') || hidden.includes(path));
}

function clockWords({ format, typed }: Draft): string {
  const where = [typed.timePath, typed.timeIndex, typed.timeGroup, typed['time.offset']].find(
    (text) => text !== undefined && text !== '',
  );
  if (where === undefined || messageFields(format).length === 0) return 'Clock: the moment of receipt.';
  const place = format === 'json' ? placeText('json', { path: where }) : where;
  return `Clock: the device’s time at ${place}, else the receipt.`;
}

function conditionWords({ format, match }: Draft): string {
  const said = match.filter(({ left }) => left !== '').map(({ left, right }) => `${left} is ${right}`);
  return hasCondition(format) && said.length > 0
    ? `Only when ${said.join(' and ')}.`
    : 'Every message counts.';
}
