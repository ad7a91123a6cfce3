'use client';

import { FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';

/** Says on every page that this house is made up, and leads to where it is ended. */
export function DemoBadge({ className = '' }: { className?: string }) {
  return (
    <Link href="/demo" className={`items-center rounded-md ${className}`}>
      <Badge kind="warn" icon={<FlaskConical size={12} strokeWidth={1.75} aria-hidden="true" />}>
        Demo house
      </Badge>
    </Link>
  );
}
