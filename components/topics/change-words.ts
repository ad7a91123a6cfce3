import { bytesText } from '@/components/format/bytes';
import type { Format } from '@/components/format/format';
import { configText } from '@/contracts/config-value';
import { configLabel } from '@/contracts/config-words';
import type { ConfigFact } from '@/contracts/topic-page';
import type { Change, Loss } from '@/contracts/topic-plan';

const DAY_MS = 86_400_000;

export interface ChangeWords {
  readonly title: string;
  readonly consequence: string;
}

/** A change in words, with what comes of it. `setting`: what the broker reports of it. */
export function changeWords(
  change: Change,
  setting: Pick<ConfigFact, 'type' | 'fallback'> | undefined,
  format: Format,
): ChangeWords {
  if (change.class === 'impossible')
    return { title: impossibleTitle(change), consequence: change.reason ?? '' };
  const { what, from, to } = change;
  const { type = 'string', fallback = null } = setting ?? {};
  const written = (value: string) => configText(what, type, value);
  const standard = fallback === null ? 'the default' : `${written(fallback)} (the default)`;
  const text = (value: string | null) => (value === null ? standard : written(value));
  const [title, consequence] = wordsOf(change, text(from), text(to), format);
  return { title, consequence };
}

function impossibleTitle({ what, effect }: Change): string {
  if (effect === 'partitions_fewer') return 'Fewer partitions are impossible';
  if (effect === 'copies_other') return 'Copies can’t be changed here';
  if (what === 'partitions') return 'Partitions can’t be added while Hearth runs';
  return what === 'topic' ? 'Can’t be created so' : `${configLabel(what)}: impossible`;
}

function wordsOf(
  change: Change,
  from: string,
  to: string,
  format: Format,
): readonly [title: string, consequence: string] {
  const added = Number(change.to) - Number(change.from);
  switch (change.effect) {
    case 'created':
      return ['Creates the topic', `Partitions × copies: ${change.to}.`];
    case 'created_again':
      return ['Makes the topic anew, empty', 'It was deleted outside Hearth; what it held is gone.'];
    case 'partitions_added':
      return [`Adds ${added} ${added === 1 ? 'partition' : 'partitions'}`, 'They can’t be taken away again.'];
    case 'partitions_added_keyed':
      return [
        `Adds ${added} ${added === 1 ? 'partition' : 'partitions'}`,
        'Messages of one key may go on in another partition: their order across the change is lost. Partitions can’t be taken away again.',
      ];
    case 'retention_raised':
      return [
        'Keeps messages longer',
        `${to} instead of ${from}. What is deleted already doesn’t come back.`,
      ];
    case 'size_limit_raised':
      return ['Keeps more', `Up to ${to} per partition instead of ${from}.`];
    case 'retention_lowered':
    case 'size_limit_lowered':
      return loweredWords(change.loss, from, to, format);
    default:
      return settingWords(change, from, to);
  }
}

function loweredWords(
  loss: Loss | undefined,
  from: string,
  to: string,
  format: Format,
): readonly [string, string] {
  if (loss === undefined || loss.messages === 0)
    return ['Keeps less', `${to} instead of ${from}. Nothing that is there now is beyond it.`];
  return [`Deletes ${lossText(loss, format)} for ever`, lossFacts(loss, format)];
}

/** The days that go, or the messages where it is less than one. */
export function lossText({ from, until, messages }: Loss, format: Format): string {
  const days = from === null || until === null ? 0 : Math.floor((until - from) / DAY_MS);
  if (days > 0) return days === 1 ? '1 day' : `${format.number(days, 0)} days`;
  return messages === 1 ? '1 message' : `${format.number(messages, 0)} messages`;
}

/** Dates, size and messages that go, and who has not read them. */
export function lossFacts({ from, until, bytes, messages, unread }: Loss, format: Format): string {
  const dates =
    from === null
      ? ''
      : until === null
        ? `From ${format.time(from, 'date')} on, `
        : `${format.time(from, 'date')} – ${format.time(until, 'date')}, `;
  const groups = unread.map((one) => `${one.group} has ${format.number(one.messages, 0)} of them unread`);
  const size = `up to ${bytesText(bytes, format.number)}, ${format.number(messages, 0)} ${messages === 1 ? 'message' : 'messages'}.`;
  return [`${dates}${size}`, ...groups.map((group) => `${group}.`)].join(' ');
}

function settingWords(
  { what, effect, to: wished }: Change,
  from: string,
  to: string,
): readonly [string, string] {
  switch (effect) {
    case 'cleanup_policy':
      return [cleanupTitle(to), `${to} instead of ${from}. What goes does not come back.`];
    case 'compression':
      return [
        `Stores new messages as ${to}`,
        `Old ones stay as they are. Every reader must be able to read it.`,
      ];
    case 'messages_larger':
      return [`Takes batches of up to ${to}`, 'Readers must be able to take them, too.'];
    case 'messages_smaller':
      return [
        `Refuses batches of more than ${to}`,
        `Whoever sends larger ones is refused; so far it was ${from}.`,
      ];
    case 'timestamp_type':
      return [
        wished === 'LogAppendTime'
          ? 'Replaces the time of each message'
          : 'Keeps the time that a message brings',
        'Retention and search by time go by it from now on; messages that are there keep theirs.',
      ];
    case 'unclean_election':
      return [
        'A copy that lags may become the leader',
        'Messages whose writers were told they are safe can be lost.',
      ];
    case 'min_insync':
      return [`An ack waits for ${to} copies`, 'With fewer in sync nobody can write.'];
    default:
      return [
        wished === null ? `${configLabel(what)}: back to the default` : `${configLabel(what)}: ${to}`,
        `It was ${from}.`,
      ];
  }
}

function cleanupTitle(to: string): string {
  if (to === 'compact') return 'Keeps the newest message of each key alone';
  return to === 'delete'
    ? 'Deletes by age and size'
    : 'Keeps the newest of each key, and deletes by age and size';
}
