import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { brokerAddresses, login } from '@/app/_data/logins';
import { DeviceView } from '@/components/logins/device-view';
import { addLogin, revokeLogin, rotateLogin } from '../actions';

export const metadata: Metadata = { title: 'Device login' };

export default async function DevicePage({ params }: { params: Promise<{ user: string }> }) {
  const [seen, addresses] = await Promise.all([login((await params).user), brokerAddresses()]);
  if (seen === undefined) notFound();
  return (
    <DeviceView
      {...seen}
      addresses={addresses}
      now={Date.now()}
      actions={{ addLogin, rotateLogin, revokeLogin }}
    />
  );
}
