import { ChevronRight } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { whoMay } from '@/app/_data/asking';
import { deviceSettings } from '@/app/_data/device-settings';
import { devicesHeard } from '@/app/_data/devices';
import { believable } from '@/app/_data/ranges';
import { consequences, editedSensor, rooms } from '@/app/_data/registry';
import { swapsOf } from '@/app/_data/swaps';
import { BelievableRanges } from '@/components/believable/range-list';
import { DeviceAbout } from '@/components/registry/device-about';
import { ArchiveSensor, BackToSensor, EditSensor, SensorFeed } from '@/components/registry/edit-sensor';
import { RemoveSensor } from '@/components/registry/remove-sensor';
import { PageHead } from '@/components/shell/page-head';
import { SwapList } from '@/components/swaps/swap-list';
import { mayDo } from '@/contracts/people';
import { archiveSensor, changeDevice, changeDeviceSettings, editSensor, removeSensor } from '../../actions';
import { judgeRange, setRange } from '../../range-actions';
import { undoSwap } from '../../swap-actions';

export const metadata: Metadata = { title: 'Settings of a sensor' };

export default async function EditSensorPage({ params }: { params: Promise<{ sensorId: string }> }) {
  const id = decodeURIComponent((await params).sensorId);
  const runs = mayDo((await whoMay('arrange')).role, 'run');
  const [sensor, all, whatGoes, heard, ranges, swaps] = await Promise.all([
    editedSensor(id),
    rooms(),
    runs ? consequences(id) : undefined,
    runs ? devicesHeard() : undefined,
    runs ? believable(id) : undefined,
    runs ? swapsOf(id) : [],
  ]);
  if (sensor === undefined) notFound();
  const { device } = sensor;
  const settings = runs && device !== null ? await deviceSettings(device) : undefined;
  return (
    <>
      <PageHead
        title="Settings"
        back={{ href: `/sensors/${encodeURIComponent(id)}`, label: 'Back to the sensor' }}
        crumb={
          <>
            <Link href="/sensors">Sensors</Link>
            <ChevronRight size={14} strokeWidth={1.75} aria-hidden="true" />
            <BackToSensor id={id} name={sensor.name} />
          </>
        }
      />
      <div className="grid gap-3 desk:max-w-[760px] desk:gap-4">
        <EditSensor sensor={sensor} rooms={all.map(({ name }) => name)} save={editSensor.bind(null, id)} />
        {heard !== undefined && (
          <SensorFeed
            sensor={sensor}
            heard={heard.devices}
            now={Date.now()}
            change={changeDevice.bind(null, id)}
          />
        )}
        {device !== null && settings !== undefined && (
          <DeviceAbout
            device={device}
            settings={settings}
            zones={Intl.supportedValuesOf('timeZone')}
            save={changeDeviceSettings.bind(null, id)}
          />
        )}
        <SwapList swaps={swaps} undo={undoSwap} />
        {ranges !== undefined && (
          <BelievableRanges
            series={ranges}
            actions={{ set: setRange.bind(null, id), judge: judgeRange.bind(null, id) }}
          />
        )}
        {runs && (
          <ArchiveSensor sensor={sensor} archive={archiveSensor.bind(null, id, sensor.archivedAt === null)} />
        )}
        {whatGoes !== undefined && (
          <RemoveSensor name={sensor.name} consequences={whatGoes} remove={removeSensor.bind(null, id)} />
        )}
      </div>
    </>
  );
}
