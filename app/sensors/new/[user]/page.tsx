import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { arrival, broker, progress } from '@/app/_data/arrivals';
import { editedSensor, rooms } from '@/app/_data/registry';
import { ArrivalView } from '@/components/add-sensor/arrival-view';
import { cancelArrival, finishArrival, newPassword, phoneAddress, teachArrival } from '../actions';

export const metadata: Metadata = { title: 'Add a sensor', referrer: 'no-referrer' };

export default async function ArrivalPage({ params }: { params: Promise<{ user: string }> }) {
  const { user } = await params;
  const [found, seen, at, all] = await Promise.all([arrival(user), progress(user), broker(), rooms()]);
  if (found === undefined || seen === undefined) notFound();
  const sensor = found.sensor && (await editedSensor(found.sensor.id));
  return (
    <ArrivalView
      arrival={found}
      sensor={sensor}
      first={seen}
      broker={at}
      rooms={all.map(({ name }) => name)}
      actions={{ newPassword, phoneAddress, cancelArrival, teachArrival, finishArrival }}
    />
  );
}
