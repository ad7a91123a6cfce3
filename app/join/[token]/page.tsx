import type { Metadata } from 'next';
import { linkOf } from '@/app/_data/entering';
import { home } from '@/app/_data/home';
import { join, setPassword } from '@/app/sign-in/actions';
import { DoorFrame, DoorHead } from '@/components/door/door-frame';
import { GoneLink } from '@/components/door/gone-link';
import { JoinForm, NewPasswordForm } from '@/components/door/join-form';
import { ROLE_NAMES } from '@/contracts/people';

export const metadata: Metadata = { title: 'Come in', referrer: 'no-referrer' };

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [link, { name }] = await Promise.all([linkOf(token), home()]);
  return (
    <DoorFrame>
      {(link === undefined || link.kind === 'setup') && <GoneLink />}
      {link?.kind === 'invitation' && (
        <>
          <DoorHead title={`Welcome to ${name}`}>
            You were invited as {ROLE_NAMES[link.role].toLowerCase()}.
          </DoorHead>
          <JoinForm join={join.bind(null, token)} />
        </>
      )}
      {link?.kind === 'reset' && (
        <>
          <DoorHead title="A new password">
            {link.name}, once it is set you are signed out everywhere else.
          </DoorHead>
          <NewPasswordForm setPassword={setPassword.bind(null, token)} />
        </>
      )}
    </DoorFrame>
  );
}
