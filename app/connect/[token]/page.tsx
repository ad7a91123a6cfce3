import type { Metadata } from 'next';
import { onPhone } from '@/app/_data/arrivals';
import { OnPhone } from '@/components/add-sensor/on-phone';
import { DoorFrame, DoorHead } from '@/components/door/door-frame';

export const metadata: Metadata = { title: 'Connect a device', referrer: 'no-referrer' };

/** What a phone at the bench shows of a device that is being added. Its password stands behind the address's `#`, which no server sees. */
export default async function ConnectPage({ params }: { params: Promise<{ token: string }> }) {
  const shown = await onPhone((await params).token);
  return (
    <DoorFrame>
      {shown === undefined ? (
        <DoorHead title="This address is no longer valid">
          It shows for a quarter of an hour how a device is connected. Scan the code again.
        </DoorHead>
      ) : (
        <>
          <DoorHead title={`Connect ${shown.arrival.name}`}>Copy these into the device.</DoorHead>
          <OnPhone arrival={shown.arrival} broker={shown.broker} />
        </>
      )}
    </DoorFrame>
  );
}
