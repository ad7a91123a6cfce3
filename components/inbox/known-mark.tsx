import { Check } from 'lucide-react';
import { Badge } from '@/components/ui/badge';

/** Its format is known: it need only be named. */
export function Known() {
  return (
    <Badge kind="ok" icon={<Check size={14} strokeWidth={1.75} aria-hidden="true" />}>
      known
    </Badge>
  );
}
