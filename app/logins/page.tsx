import type { Metadata } from 'next';
import { brokerAddresses, logins } from '@/app/_data/logins';
import { withSkeleton } from '@/app/with-skeleton';
import { LoginsView } from '@/components/logins/logins-view';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { addLogin, revokeLogin, rotateLogin } from './actions';

export const metadata: Metadata = { title: 'Device logins' };

export default function LoginsPage() {
  return withSkeleton(<PageSkeleton title="Device logins" />, content);
}

async function content() {
  const [all, addresses] = await Promise.all([logins(), brokerAddresses()]);
  return (
    <LoginsView
      logins={all}
      addresses={addresses}
      now={Date.now()}
      actions={{ addLogin, rotateLogin, revokeLogin }}
    />
  );
}
