import type { Metadata } from 'next';
import Link from 'next/link';
import { audit } from '@/app/_data/people';
import { withSkeleton } from '@/app/with-skeleton';
import { AuditView } from '@/components/people/audit-view';
import { PageHead } from '@/components/shell/page-head';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { AUDIT_AT_ONCE } from '@/contracts/people';

export const metadata: Metadata = { title: 'Audit log' };

export default function AuditPage() {
  return withSkeleton(<PageSkeleton title="Audit log" />, content);
}

async function content() {
  const lines = await audit({ text: '', before: undefined, limit: AUDIT_AT_ONCE });
  return (
    <>
      <PageHead
        title="Audit log"
        back={{ href: '/people', label: 'Back to people' }}
        crumb={<Link href="/people">People</Link>}
      />
      <AuditView initial={lines} now={Date.now()} />
    </>
  );
}
