'use client';

import { EyeOff } from 'lucide-react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { InboxDetail, InboxDevice } from '@/contracts/inbox';
import { MOST_TAUGHT } from '@/contracts/teaching';
import type { InboxActions, Places } from './inbox-actions';
import { NameRows } from './name-rows';
import { meantBy, namedAs } from './naming';
import type { Paging } from './paging';
import { PastChart } from './past-chart';
import { TeachFoot, tooMany } from './teach-foot';
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
  onDone: () => void;
  paging: Paging;
}) {
  const format = useFormat();
  const { naming, name, ticked } = useNaming(devices, ({ key }) => key);
  const { run, isRunning, problem } = useOutcome();
  const shown = ticked.at(-1);
  const add = () =>
    run(
      () =>
        actions.bind({
          devices: ticked.map(({ family, key }) => ({
            ...{ family, key },
            sensor: meantBy(namedAs(naming, key), places),
          })),
        }),
      onDone,
    );
  const ignore = () =>
    run(
      () =>
        ticked.length === 0
          ? actions.ignoreGroup(group.id)
          : actions.ignore({
              devices: ticked.map(({ family, key, name: own }) => ({ family, key, name: own ?? key })),
            }),
      onDone,
    );
  return (
    <>
      {group.devices > 1 && (
        <div className="flex flex-wrap gap-2.5">
          <Button disabled={isRunning} onClick={() => run(() => actions.bindGroup(group.id), onDone)}>
            Add all {format.number(group.devices, 0)} by their own names
          </Button>
          <Button
            look="quiet"
            disabled={isRunning}
            onClick={() => run(() => actions.ignoreGroup(group.id), onDone)}
          >
            <EyeOff size={16} strokeWidth={1.75} aria-hidden="true" />
            Ignore all
          </Button>
        </div>
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
        isReady={ticked.length > 0 && ticked.length <= MOST_TAUGHT}
        isRunning={isRunning}
        problem={problem ?? tooMany(ticked.length)}
        onTeach={add}
        onIgnore={ignore}
      />
    </>
  );
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
    .map(({ quantity, value, unit }) => format.withUnit(value, quantity, unit));
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
