'use client';

import { EyeOff } from 'lucide-react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { InboxDetail, InboxDevice } from '@/contracts/inbox';
import type { InboxActions, OnDone, Places } from './inbox-actions';
import { NameRows } from './name-rows';
import { meantBy, namedAs } from './naming';
import type { Paging } from './paging';
import { PastChart } from './past-chart';
import { TeachFoot, whatIsMissing } from './teach-foot';
import { useNaming } from './use-naming';

const VALUES_SHOWN = 5;

/** Devices whose format is known: each becomes a sensor by a name, or all of them by their own. */
export function DevicesForm({
  detail: { group, devices, total },
  places,
  actions,
  onDone,
  paging,
}: {
  detail: Extract<InboxDetail, { readonly devices: unknown }>;
  places: Places;
  actions: InboxActions;
  onDone: OnDone;
  paging: Paging;
}) {
  const format = useFormat();
  const { naming, name, ticked } = useNaming(devices, ({ key }) => key);
  const { run, isRunning, problem } = useOutcome();
  const shown = ticked.at(-1);
  // Of one alone there is no doubt which is meant.
  const toIgnore = ticked.length === 0 && group.devices === 1 ? devices : ticked;
  const add = () =>
    run(
      () =>
        actions.bind({
          devices: ticked.map(({ family, key }) => ({
            ...{ family, key },
            sensor: meantBy(namedAs(naming, key), places),
          })),
        }),
      () => onDone(ticked.length >= group.devices),
    );
  const ignore = () =>
    run(
      () =>
        actions.ignore({
          devices: toIgnore.map(({ family, key, name: own }) => ({ family, key, name: own ?? key })),
        }),
      () => onDone(toIgnore.length >= group.devices),
    );
  return (
    <>
      {group.devices > 1 && (
        <AllDevices
          count={group.devices}
          isRunning={isRunning}
          onAdd={() =>
            run(
              () => actions.bindGroup(group.id),
              () => onDone(true),
            )
          }
          onIgnore={() =>
            run(
              () => actions.ignoreGroup(group.id),
              () => onDone(true),
            )
          }
        />
      )}
      <NameRows
        rows={devices.map((device) => ({
          key: device.key,
          shown: device.name ?? device.key,
          ...(device.name !== null && { proposal: device.name.slice(0, 80) }),
          below: <Brings device={device} format={format} />,
        }))}
        total={total}
        naming={naming}
        onNaming={name}
        places={places}
        paging={paging}
      />
      <PastChart
        asked={
          shown === undefined || shown.count === 0
            ? undefined
            : { device: { family: shown.family, key: shown.key } }
        }
        nameOf={() => (shown === undefined ? '' : namedAs(naming, shown.key).name)}
      />
      <TeachFoot
        verb="Add"
        taught={ticked.length}
        waiting={ticked.reduce((sum, { count }) => sum + count, 0)}
        missing={whatIsMissing(ticked.length)}
        isRunning={isRunning}
        problem={problem}
        onTeach={add}
        ignored={ignoredWords(toIgnore.length, group.devices, format)}
        onIgnore={toIgnore.length === 0 ? undefined : ignore}
      />
    </>
  );
}

function AllDevices({
  count,
  isRunning,
  onAdd,
  onIgnore,
}: {
  count: number;
  isRunning: boolean;
  onAdd: () => void;
  onIgnore: () => void;
}) {
  const format = useFormat();
  return (
    <div className="flex flex-wrap gap-2.5">
      <Button disabled={isRunning} onClick={onAdd}>
        Add all {format.number(count, 0)} by their own names
      </Button>
      <Button look="quiet" disabled={isRunning} onClick={onIgnore}>
        <EyeOff size={16} strokeWidth={1.75} aria-hidden="true" />
        Ignore all
      </Button>
    </div>
  );
}

function ignoredWords(count: number, of: number, { number }: Pick<Format, 'number'>): string {
  if (count === 0) return 'Tick which to ignore for ever';
  if (of === 1) return 'Ignore it for ever';
  return count === 1 ? 'Ignore 1 device for ever' : `Ignore ${number(count, 0)} devices for ever`;
}

/** What it is, what it sent last, and what it said that it will send. */
function Brings({
  device: { model, measures, announced, count },
  format,
}: {
  device: InboxDevice;
  format: Format;
}) {
  const values = measures
    .slice(0, VALUES_SHOWN)
    .map(
      ({ quantity, value, unit, channel }) =>
        `${format.label(quantity)}${channel === null ? '' : ` ${channel}`} ${format.withUnit(value, quantity, unit)}`,
    );
  const quantities = [...new Set(announced.map(({ quantity }) => format.label(quantity)))].slice(
    0,
    VALUES_SHOWN,
  );
  const says =
    values.length > 0 ? values.join(' · ') : quantities.length > 0 ? `brings ${quantities.join(', ')}` : '';
  const waits =
    count === 0 ? '' : count === 1 ? '1 message waits' : `${format.number(count, 0)} messages wait`;
  return (
    <p className="text-[12px] wrap-anywhere text-ink-3">
      {[model, says === '' && values.length === 0 ? 'has sent no value yet' : says, waits]
        .filter((part) => part !== null && part !== '')
        .join(' · ')}
    </p>
  );
}
