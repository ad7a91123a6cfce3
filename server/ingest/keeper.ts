import type { DeadLetterCode } from '@/contracts/dead-letter';
import type { LoginDiary } from '@/server/logins/index';
import type { Metrics } from '@/server/metrics';
import type { AppendRefused } from '@/server/stream/types';
import type { Budget } from './budget';
import { type Letter, Letters } from './letters';
import type { Outbox } from './outbox';
import type { Sent } from './repeats';
import type { Senders } from './sender';
import type { Qos, Tally } from './tally';
import { diaryEntry, isWatched, newlySent, rawRecord, routedNowhere, type Visit } from './visit';

interface Parts {
  readonly outbox: Outbox;
  readonly tally: Tally;
  readonly senders: Senders;
  readonly budget: Budget;
  readonly metrics: Metrics;
  readonly diary: LoginDiary;
}

/** Brings what the door has decided about to Kafka, and answers its sender once it is there. */
export class Keeper {
  heldMessages = 0;
  readonly #letters: Letters;
  /** Who waits for the same append besides the first. */
  readonly #joined = new Map<Sent, Visit[]>();

  constructor(private readonly parts: Parts) {
    this.#letters = new Letters(parts.outbox, parts.metrics);
  }

  nextSecond(): void {
    this.#letters.nextSecond();
  }

  /** Joins the message that this one repeats, if there is one. */
  appendOnce(visit: Visit, packetId: number): void {
    const { sender, connection, packet, payload, qos } = visit;
    const now = Date.now();
    const publish = { packet: packetId, qos, topic: packet.topic, payload };
    const earlier = sender.repeats.match(publish, connection, now);
    if (earlier === undefined) {
      const sent = newlySent(visit, packetId);
      sender.repeats.add(sent, this.parts.senders.remembered);
      this.append(visit, sent);
      return;
    }
    earlier.link = connection;
    if (earlier.state === 'held') {
      this.#hold(visit);
      this.#joined.set(earlier, [...(this.#joined.get(earlier) ?? []), visit]);
      return;
    }
    sender.repeats.settle(earlier, now);
    this.parts.tally.settled('joined', qos);
    this.#answer(visit);
  }

  /** `sent`: what its sender may send again. */
  append(visit: Visit, sent: Sent | undefined): void {
    const repeats = visit.sender.repeats;
    this.#hold(visit);
    this.parts.outbox.append(rawRecord(visit), (refused) => {
      this.parts.outbox.drain();
      if (sent !== undefined && refused === undefined) repeats.settle(sent, Date.now());
      if (sent !== undefined && refused !== undefined) repeats.forget(sent);
      this.#release(visit);
      if (refused === undefined) this.#appended(visit);
      else this.#refusedByKafka(visit, refused);
      if (sent !== undefined) this.#settleJoined(sent, refused);
    });
  }

  #settleJoined(sent: Sent, refused: AppendRefused | undefined): void {
    const joined = this.#joined.get(sent);
    if (joined === undefined) return;
    this.#joined.delete(sent);
    for (const visit of joined) {
      this.#release(visit);
      if (refused !== undefined) {
        this.#refusedByKafka(visit, refused);
        continue;
      }
      this.parts.tally.settled('joined', visit.qos);
      this.#answer(visit);
    }
  }

  // Routing to subscribers need not wait: nobody was promised anything for QoS 0.
  appendOrShed(visit: Visit): void {
    const { outbox, tally, budget } = this.parts;
    budget.take(visit.weight);
    const settle = (as: 'appended' | 'shed') => {
      budget.give(visit.weight);
      tally.settled(as, 0);
      if (as === 'appended') this.#note(visit);
    };
    outbox.appendOrShed(
      rawRecord(visit),
      (refused) => {
        outbox.drain();
        if (refused === undefined) settle('appended');
        else {
          budget.give(visit.weight);
          this.#refusedByKafka({ ...visit, done: () => undefined }, refused);
        }
      },
      () => settle('shed'),
    );
    visit.done();
  }

  #note(visit: Visit): void {
    const { diary } = this.parts;
    if (isWatched(visit, diary)) diary.note(diaryEntry('stored', visit));
  }

  #appended(visit: Visit): void {
    this.#note(visit);
    this.parts.tally.settled('appended', visit.qos);
    this.parts.tally.took(Math.max(0, Date.now() - visit.received / 1000) / 1000);
    this.#answer(visit);
  }

  #answer(visit: Visit): void {
    if (visit.qos > 0 && !visit.isWill && !visit.client.closed) this.parts.tally.acked(visit.qos);
    visit.done();
    if (visit.connection.isStalled) visit.connection.reconsider();
  }

  #hold(visit: Visit): void {
    this.heldMessages += 1;
    this.parts.budget.take(visit.weight);
    visit.sender.hold(visit.weight);
  }

  #release(visit: Visit): void {
    this.heldMessages -= 1;
    this.parts.budget.give(visit.weight);
    visit.sender.release(visit.weight);
  }

  #refusedByKafka(visit: Visit, refused: AppendRefused): void {
    this.letter(visit, 'REFUSED_BY_KAFKA', refused.reason);
  }

  /** Acknowledged once the letter is on disk, or its sender would send it for ever; routed to nobody. */
  letter(visit: Visit, code: DeadLetterCode, detail: string): void {
    const { packet, uid, sender, payload, qos } = visit;
    const letter = { code, detail, uid, topic: packet.topic, source: sender.id, bytes: payload };
    routedNowhere(packet);
    this.#hold(visit);
    this.#letters.write(letter, (refused) => {
      this.#release(visit);
      this.parts.tally.refused(qos, code, refused === undefined);
      if (refused === undefined) this.#answer(visit);
      else visit.done(refused);
    });
  }

  /** Of a message whose connection is ended already. */
  claimed(letter: Letter, qos: Qos): void {
    this.#letters.write(letter, (refused) =>
      this.parts.tally.refused(qos, letter.code, refused === undefined),
    );
  }
}
