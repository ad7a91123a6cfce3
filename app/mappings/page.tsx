import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { mappings } from '@/app/_data/mappings';
import { sensors } from '@/app/_data/sensors';
import { withSkeleton } from '@/app/with-skeleton';
import { listed } from '@/components/mappings/listed-mappings';
import { MappingList } from '@/components/mappings/mapping-list';
import { PageHead } from '@/components/shell/page-head';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { ButtonLink } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Mappings' };

export default function MappingsPage() {
  return withSkeleton(<PageSkeleton title="Mappings" />, content);
}

async function content() {
  const [all, { sensors: known, serverTime }] = await Promise.all([mappings(), sensors()]);
  return (
    <>
      <PageHead title="Mappings" back={{ href: '/more', label: 'Back to more' }}>
        <span className="ml-auto max-desk:order-last max-desk:ml-2">
          <ButtonLink href="/mappings/new" look="primary">
            <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
            <span className="max-desk:sr-only">Add a mapping</span>
          </ButtonLink>
        </span>
      </PageHead>
      <MappingList mappings={listed(all, known)} now={serverTime} />
    </>
  );
}
