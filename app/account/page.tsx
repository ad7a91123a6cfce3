import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { whoMay } from '@/app/_data/asking';
import { ownSessions } from '@/app/_data/people';
import { changeOwnPassword, endOwnSessions } from '@/app/people/actions';
import { signOut } from '@/app/sign-in/actions';
import { AccountView } from '@/components/account/account-view';
import { PageHead } from '@/components/shell/page-head';
import { ROLE_NAMES } from '@/contracts/people';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const who = await whoMay('look');
  // A share link's holder has none.
  if (who.personId === undefined) redirect('/');
  return (
    <>
      <PageHead title={who.name} back={{ href: '/more', label: 'Back to More' }}>
        <span className="text-ink-3 max-desk:hidden">
          {who.email} · {ROLE_NAMES[who.role]}
        </span>
      </PageHead>
      <AccountView
        sessions={await ownSessions()}
        now={Date.now()}
        actions={{ changeOwnPassword, endOwnSessions, signOut }}
      />
    </>
  );
}
