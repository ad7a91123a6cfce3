import type { Metadata } from 'next';
import { whoMay } from '@/app/_data/asking';
import { peoplePage } from '@/app/_data/people';
import { rooms } from '@/app/_data/registry';
import { withSkeleton } from '@/app/with-skeleton';
import { PeopleView } from '@/components/people/people-view';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import {
  addToken,
  change,
  endShare,
  invite,
  passwordLink,
  remove,
  revokeToken,
  share,
  withdraw,
} from './actions';

export const metadata: Metadata = { title: 'People' };

export default function PeoplePage() {
  return withSkeleton(<PageSkeleton title="People" />, content);
}

async function content() {
  const [{ personId }, page, all] = await Promise.all([whoMay('run'), peoplePage(), rooms()]);
  return (
    <PeopleView
      page={page}
      rooms={all.map(({ id, name }) => ({ id, name }))}
      now={Date.now()}
      me={personId}
      actions={{ invite, withdraw, change, remove, passwordLink, share, endShare, addToken, revokeToken }}
    />
  );
}
