import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { roomPage } from '@/app/_data/room-page';
import { RoomView } from '@/components/room/room-view';
import { PageHead } from '@/components/shell/page-head';

interface Props {
  readonly params: Promise<{ roomId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await roomPage((await params).roomId);
  return { title: page?.name ?? 'No such room' };
}

export default async function RoomPage({ params }: Props) {
  const page = await roomPage((await params).roomId);
  if (page === undefined) notFound();
  return (
    <>
      <PageHead
        title={page.name}
        back={{ href: '/', label: 'Back to Now' }}
        crumb={<Link href="/">Now</Link>}
      />
      <RoomView page={page} />
    </>
  );
}
