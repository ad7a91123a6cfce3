import type { DeadLetterCode } from '@/contracts/dead-letter';
import { encodeRawHeader, RAW_HEADER, rawKey } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';
import type { Metrics } from '@/server/metrics';
import type { OutgoingRecord } from '@/server/stream/types';
import { Letters } from '../letters';
import type { DoorLimits } from '../limits';
import { messageUid } from '../message-uid';
import type { Outbox } from '../outbox';
import type { ReceiptClock } from '../receipt-clock';
import type { Qos, Tally } from '../tally';
import { isReserved, topicProblem } from '../topic-problem';
import { type Link, type OwedHere, Redeliveries, type Unacknowledged } from './redeliveries';

/** A PUBLISH as the broker sent it. */
export interface Delivery {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: Qos;
  readonly dup: boolean;
  /** A message that the broker had stored, handed out because we subscribed. */
  readonly retain: boolean;
  /** Given at QoS 1 and 2. */
  readonly packet: number;
  /** How long it was when it was cut. */
  readonly claimed: number | undefined;
}

interface Visit {
  readonly delivery: Delivery;
  readonly uid: string;
  /** µs since 1970. */
  readonly received: number;
  readonly message: Unacknowledged | undefined;
}

interface Parts {
  readonly outbox: Outbox;
  readonly tally: Tally;
  readonly clock: ReceiptClock;
  readonly limits: DoorLimits;
  readonly metrics: Metrics;
  readonly clientId: string;
}

/** Decides about every message that the broker delivers: appended and then acknowledged, as at the embedded door. */
export class Deliveries {
  heldMessages = 0;
  #heldBytes = 0;
  readonly #letters: Letters;
  readonly #redeliveries = new Redeliveries();

  constructor(private readonly parts: Parts) {
    this.#letters = new Letters(parts.outbox, parts.metrics);
  }

  nextSecond(): void {
    this.#letters.nextSecond();
  }

  /** No more, please: so much waits for Kafka already. */
  isFull(): boolean {
    const { limits, outbox } = this.parts;
    return (
      this.heldMessages >= limits.allHeldMessages ||
      this.#heldBytes >= limits.allHeldBytes ||
      outbox.isCrowded()
    );
  }

  /** The broker has begun a new session. */
  sessionBegins(): void {
    this.#redeliveries.clear();
  }

  connectionEnded(): void {
    this.#redeliveries.shrink();
  }

  acknowledged({ qos, message }: OwedHere): void {
    this.parts.tally.acked(qos);
    this.#redeliveries.forget(message);
  }

  take(delivery: Delivery, link: Link): void {
    const { qos } = delivery;
    this.parts.tally.received(qos);
    const message = qos === 0 ? undefined : this.#newMessage(delivery, qos, link);
    if (qos > 0 && message === undefined) {
      this.parts.tally.settled('joined', qos);
      return;
    }
    const visit = { delivery, uid: messageUid(), received: this.parts.clock.next(), message };
    const refusal = this.#refusalOf(delivery);
    if (refusal !== undefined) this.#letter(visit, refusal.code, refusal.detail);
    else if (qos === 0) this.#appendOrShed(visit);
    else this.#append(visit);
  }

  /** Undefined when it is one that the broker sends again because we could not answer: that one's answer is this one's. */
  #newMessage(delivery: Delivery, qos: 1 | 2, link: Link): Unacknowledged | undefined {
    const earlier = this.#redeliveries.match(delivery);
    const message = earlier ?? this.#redeliveries.add(delivery);
    const owed = link.owe(message, qos);
    if (message.settled) link.settle(owed);
    else if (earlier === undefined) message.owed.push(owed);
    else message.owed = [...message.owed.filter((one) => one.link.isOpen), owed];
    return earlier === undefined ? message : undefined;
  }

  #refusalOf({ topic, claimed }: Delivery): { code: DeadLetterCode; detail: string } | undefined {
    if (claimed !== undefined)
      return { code: 'TOO_LARGE', detail: `${claimed} bytes; allowed: ${this.parts.limits.publishBytes}` };
    const problem = isReserved(topic) ? '$SYS topics are reserved' : topicProblem(topic);
    return problem === undefined ? undefined : { code: 'BAD_TOPIC', detail: problem };
  }

  #append(visit: Visit): void {
    const { outbox } = this.parts;
    this.#hold(visit);
    outbox.append(rawRecord(visit, this.parts.clientId), (refused) => {
      outbox.drain();
      this.#release(visit);
      if (refused === undefined) this.#appended(visit);
      else this.#letter(visit, 'REFUSED_BY_KAFKA', refused.reason);
    });
  }

  #appendOrShed(visit: Visit): void {
    const { outbox, tally } = this.parts;
    outbox.appendOrShed(
      rawRecord(visit, this.parts.clientId),
      (refused) => {
        outbox.drain();
        if (refused === undefined) this.#appended(visit);
        else this.#letter(visit, 'REFUSED_BY_KAFKA', refused.reason);
      },
      () => tally.settled('shed', 0),
    );
  }

  #appended({ delivery, received, message }: Visit): void {
    this.parts.tally.settled('appended', delivery.qos);
    this.parts.tally.took(Math.max(0, Date.now() - received / 1000) / 1000);
    if (message !== undefined) this.#answer(message);
  }

  /** Acknowledged once the letter is on disk, or the broker would send it for ever. */
  #letter(visit: Visit, code: DeadLetterCode, detail: string): void {
    const { delivery, uid, message } = visit;
    const { topic, payload, qos } = delivery;
    this.#hold(visit);
    // Who published, the broker doesn't say: letters are thinned by topic.
    this.#letters.write({ code, detail, uid, topic, source: topic, bytes: payload }, (refused) => {
      this.#release(visit);
      this.parts.tally.refused(qos, code, refused === undefined);
      if (message === undefined) return;
      if (refused === undefined) this.#answer(message);
      else this.#giveUp(message, refused.message);
    });
  }

  #answer(message: Unacknowledged): void {
    message.settled = true;
    for (const owed of message.owed.splice(0)) owed.link.settle(owed);
  }

  /** Neither appended nor told: it can't be acknowledged, and those behind it can't before it. */
  #giveUp(message: Unacknowledged, problem: string): void {
    this.#redeliveries.forget(message);
    for (const { link } of message.owed.splice(0)) link.drop(problem);
  }

  #hold({ delivery }: Visit): void {
    this.heldMessages += 1;
    this.#heldBytes += weightOf(delivery);
  }

  #release({ delivery }: Visit): void {
    this.heldMessages -= 1;
    this.#heldBytes -= weightOf(delivery);
  }
}

function weightOf({ payload, topic }: Delivery): number {
  return payload.length + topic.length;
}

function rawRecord({ delivery, uid, received }: Visit, clientId: string): OutgoingRecord {
  const { topic, payload, qos, dup, retain, packet } = delivery;
  const header = encodeRawHeader({
    uid,
    topic,
    qos,
    // A broker hands on a live message without the publisher's flag: set, it tells that the message was stored.
    replayed: retain,
    dup,
    packet: qos > 0 ? packet : undefined,
    via: clientId,
    session: true,
    received,
  });
  return {
    topic: RAW,
    key: rawKey(topic),
    value: payload,
    headers: { [RAW_HEADER]: header },
    timestampMs: Math.floor(received / 1000),
  };
}
