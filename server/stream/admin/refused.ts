import { KafkaFault, NONE } from '../error-codes';

export const TOPIC_ALREADY_EXISTS = 36;

/** Codes after which the same question may be answered: whoever was asked is not the one, or not yet. */
const PASSING: ReadonlySet<number> = new Set([5, 6, 7, 14, 15, 16, 41, 56, 84]);

const WORDS: ReadonlyMap<number, string> = new Map([
  [3, 'there is no such topic or partition'],
  [17, 'the name is not one that Kafka takes'],
  [25, 'the group has members'],
  [29, 'Hearth may not do that with this topic (an ACL is missing)'],
  [30, 'Hearth may not do that with this group (an ACL is missing)'],
  [31, 'Hearth may not do that on this cluster (an ACL is missing)'],
  [TOPIC_ALREADY_EXISTS, 'a topic of that name exists'],
  [37, 'Kafka does not take that number of partitions'],
  [38, 'Kafka does not take that number of copies'],
  [40, 'Kafka does not take that value'],
  [42, 'Kafka does not take the request'],
  [44, 'a policy of the cluster forbids it'],
  [68, 'the group has members'],
  [69, 'there is no such group'],
  [73, 'deleting topics is switched off on this cluster'],
  [100, 'the topic is no more'],
]);

/** Kafka said no, and will say it again; the message is its own, or ours where it gives none. */
export class RefusedByKafka extends Error {
  constructor(
    readonly code: number,
    told: string | null,
  ) {
    super(told ?? WORDS.get(code) ?? `Kafka answers with its error ${code}`);
    this.name = 'RefusedByKafka';
  }
}

/** Throws `RefusedByKafka` for a no, `KafkaFault` for what passes. */
export function throwRefusal(what: string, code: number, told: string | null = null): void {
  if (code === NONE) return;
  if (PASSING.has(code)) throw new KafkaFault(what, code);
  throw new RefusedByKafka(code, told);
}
