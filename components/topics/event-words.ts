import type { Format } from '@/components/format/format';
import { configValueText } from '@/contracts/config-value';
import type { TopicEvent } from '@/contracts/topic-page';

/** What was recorded, in a sentence. */
export function eventWords({ action, detail }: TopicEvent, format: Format): string {
  const revision = Number(detail.revision);
  switch (action) {
    case 'adopted':
      return `Managed from here on, as revision ${revision}.`;
    case 'taken_over':
      return `What the cluster had became revision ${revision}.`;
    case 'saved':
      return `Saved revision ${revision}.`;
    case 'applied':
      return `Applied revision ${revision}${detail.scope === 'put_back' ? ' to put it back' : ''}.`;
    case 'apply_failed':
      return `Could not apply all of revision ${revision}: ${String(detail.problem)}`;
    case 'drift':
      return `Changed elsewhere: ${differingOf(detail)}.`;
    case 'drift_over':
      return 'As planned again.';
    case 'missing':
      return 'Deleted elsewhere.';
    case 'missing_over':
    case 'conflict_over':
      return 'There again, as planned.';
    case 'conflict':
      return 'Deleted and made anew elsewhere.';
    case 'kept_for_new_topic':
      return 'The wish holds for the topic that was made anew.';
    case 'put_back_halted':
      return 'Put back three times in ten minutes: left alone from here on.';
    case 'put_back_resumed':
      return 'Put back again when it is changed elsewhere.';
    case 'unmanaged':
      return 'No longer managed.';
    case 'deletion_asked':
      return `To be deleted ${format.moment(Date.parse(String(detail.at)), Date.now())}.`;
    case 'deletion_cancelled':
      return 'Kept: it will not be deleted.';
    case 'group_reset':
      return `Moved the group ${String(detail.group)}.`;
    case 'records_deleted':
      return `Deleted ${format.number(lostMessages(detail), 0)} messages.`;
    case 'deleted':
      return 'Deleted.';
    default:
      return `${action.replaceAll('_', ' ')}.`;
  }
}

function lostMessages({ loss }: TopicEvent['detail']): number {
  return Number((loss as { readonly messages?: number } | undefined)?.messages ?? 0);
}

function differingOf({ differing }: TopicEvent['detail']): string {
  if (!Array.isArray(differing)) return 'something';
  return differing
    .map(
      ({ what, from }: { what: string; from: string | null }) =>
        `${what} is ${from === null ? 'the default' : configValueText(what, from)}`,
    )
    .join(', ');
}
