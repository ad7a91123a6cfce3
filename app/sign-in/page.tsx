import type { Metadata } from 'next';
import { home } from '@/app/_data/home';
import { DoorFrame, DoorHead } from '@/components/door/door-frame';
import { SignInForm } from '@/components/door/sign-in-form';
import { signIn } from './actions';
import { withinHearth } from './within-hearth';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next } = await searchParams;
  return (
    <DoorFrame>
      <DoorHead title="Come in">{(await home()).name}</DoorHead>
      <SignInForm signIn={signIn} leadsTo={withinHearth(next)} />
    </DoorFrame>
  );
}
