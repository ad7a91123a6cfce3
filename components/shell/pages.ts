import {
  ChartLine,
  Cpu,
  DatabaseZap,
  Ellipsis,
  House,
  Inbox,
  KeyRound,
  Layers,
  type LucideIcon,
  Search,
  Users,
  Waypoints,
  Workflow,
} from 'lucide-react';
import { mayDo, type PersonRole } from '@/contracts/people';

export interface PageLink {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Answers how much of it waits for somebody. */
  readonly waits?: string;
}

/** What the navigation lists: pages that exist, in this order. */
export const PAGES: readonly PageLink[] = [
  { href: '/', label: 'Now', icon: House },
  { href: '/history', label: 'History', icon: ChartLine },
  { href: '/sensors', label: 'Sensors', icon: Cpu, waits: '/api/v1/attention' },
  { href: '/more', label: 'More', icon: Ellipsis },
];

/** Pages of those who run Hearth: in the rail of a desktop, below More on a phone. */
const ADMIN_PAGES: readonly PageLink[] = [
  { href: '/inbox', label: 'Inbox', icon: Inbox, waits: '/api/v1/inbox/count' },
  { href: '/mappings', label: 'Mappings', icon: Waypoints },
  { href: '/topics', label: 'Kafka topics', icon: Layers, waits: '/api/v1/topics/troubled' },
  { href: '/search', label: 'Search', icon: Search },
  { href: '/elk', label: 'ELK', icon: DatabaseZap },
  { href: '/status', label: 'Pipeline', icon: Workflow },
  { href: '/logins', label: 'Device logins', icon: KeyRound },
  { href: '/people', label: 'People', icon: Users },
];

/** Those of them that somebody of this role can open. */
export function adminPagesFor(role: PersonRole): readonly PageLink[] {
  return mayDo(role, 'run') ? ADMIN_PAGES : [];
}

/** Is the page at `path` one below `href`? */
export function isWithin(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
