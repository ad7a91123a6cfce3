import { X } from 'lucide-react';
import Link from 'next/link';
import { PageHead } from '@/components/shell/page-head';
import { Button } from '@/components/ui/button';
import { StepsBar } from './steps-bar';

/** Which step it is, and the way out. */
export function ArrivalHead({
  at,
  isCancelling,
  cancel,
}: {
  at: 2 | 3 | 4;
  isCancelling: boolean;
  cancel: () => void;
}) {
  return (
    <PageHead
      title="Add a sensor"
      back={{ href: '/sensors/new', label: 'Back' }}
      crumb={<Link href="/sensors">Sensors</Link>}
    >
      <StepsBar at={at} />
      <Button look="quiet" disabled={isCancelling} className="desk:ml-auto" onClick={cancel}>
        <X size={16} strokeWidth={1.75} aria-hidden="true" />
        <span className="max-desk:sr-only">Cancel</span>
      </Button>
    </PageHead>
  );
}
