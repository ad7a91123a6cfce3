import {
  Check,
  CircleDashed,
  CircleHelp,
  GitCompare,
  Hourglass,
  type LucideIcon,
  SearchX,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type { TopicLine, TopicState } from '@/contracts/topic-wish';

const LOOKS: Readonly<
  Record<TopicState, readonly ['ok' | 'warn' | 'crit' | 'stale', LucideIcon, text: string]>
> = {
  as_planned: ['ok', Check, 'as planned'],
  drift: ['warn', GitCompare, 'drift'],
  change_waiting: ['stale', Hourglass, 'change waiting'],
  missing: ['crit', SearchX, 'missing'],
  conflict: ['crit', TriangleAlert, 'another topic'],
  delete_waiting: ['crit', Trash2, 'to be deleted'],
  not_managed: ['stale', CircleDashed, 'not managed'],
  unknown: ['stale', CircleHelp, 'unknown'],
};

/** How a topic stands to its wish, in words. */
export function stateText({ state, differing, isHalted }: TopicLine): string {
  const [, , text] = LOOKS[state];
  if (state !== 'drift') return text;
  const settings = `${text}, ${differing} ${differing === 1 ? 'setting' : 'settings'}`;
  return isHalted ? `${settings}, left alone` : settings;
}

export function StateBadge({ line }: { line: TopicLine }) {
  const [kind, Icon] = LOOKS[line.state];
  return (
    <Badge
      kind={line.isHalted ? 'crit' : kind}
      icon={<Icon size={14} strokeWidth={1.75} aria-hidden="true" />}
    >
      {stateText(line)}
    </Badge>
  );
}
