import type { Client, PublishPacket } from 'aedes';
import type { DeadLetterCode } from '@/contracts/dead-letter';
import { type LoginBook, mayPublish } from '@/server/logins/index';
import type { Metrics } from '@/server/metrics';
import type { AppendRefused } from '@/server/stream/types';
import type { Budget } from './budget';
import { claimLetter } from './claim-letter';
import { Ended } from './ended';
import { GuardedConnection, PAUSED } from './guarded-connection';
import { Letters } from './letters';
import type { DoorLimits } from './limits';
import { messageUid } from './message-uid';
import type { Outbox } from './outbox';
import type { Refusal } from './packet-guard';
import type { ReceiptClock } from './receipt-clock';
import type { Sent } from './repeats';
import type { Senders } from './sender';
import type { Tally } from './tally';
import { isReserved, topicProblem } from './topic-problem';
import { type Done, newlySent, rawRecord, type Visit } from './visit';

/** How long a will waits for its client's held messages before it counts as raised by our holding them. */
const WILL_WAITS_MS = 1_000;
/** A client noticed leaving this soon after a hold left because of it. */
const AFTERMATH_MS = 2_000;
/** Where refused messages go once they are acknowledged: nobody subscribes there, and it holds no bytes. */
const NOWHERE = '$hearth/refused';
const EMPTY = Buffer.alloc(0);

interface Parts {
  readonly outbox: Outbox;
  readonly tally: Tally;
  readonly senders: Senders;
  readonly clock: ReceiptClock;
  readonly limits: DoorLimits;
  readonly budget: Budget;
  readonly metrics: Metrics;
  readonly logins: LoginBook;
}

/**
 * Decides about every PUBLISH and will, inside aedes' `authorizePublish`: aedes acknowledges right after the callback, so the
 * callback waits for Kafka's acknowledgement.
 */
export class Door {
  /** We are leaving, not our clients: wills raised now say nothing. */
  stopping = false;
  heldMessages = 0;
  readonly #letters: Letters;
  readonly #wills = new WeakSet<object>();
  /** Who waits for the same append besides the first. */
  readonly #joined = new Map<Sent, Visit[]>();

  constructor(private readonly parts: Parts) {
    this.#letters = new Letters(parts.outbox, parts.metrics);
  }

  nextSecond(): void {
    this.#letters.nextSecond();
  }

  expectWill(will: object | undefined): void {
    if (will !== undefined) this.#wills.add(will);
  }

  shouldPause(connection: GuardedConnection): number {
    const { limits, budget, outbox } = this.parts;
    const sender = connection.sender;
    let reasons = 0;
    if (sender && (sender.heldMessages >= limits.heldMessages || sender.heldBytes >= limits.heldBytes))
      reasons |= PAUSED.held;
    if (budget.spent || this.heldMessages >= limits.allHeldMessages || outbox.isCrowded())
      reasons |= PAUSED.crowded;
    return reasons;
  }

  /** aedes asks: may this be published? Calls back once the message is decided. */
  authorize(client: Client | null, packet: PublishPacket, done: Done): void {
    const connection = client?.conn;
    if (client === null || !(connection instanceof GuardedConnection) || connection.sender === undefined) {
      done(new Error('only clients publish here'));
      return;
    }
    const qos = packet.qos;
    this.parts.tally.received(qos);
    const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload ?? '');
    const visit: Visit = {
      client,
      connection,
      sender: connection.sender,
      packet,
      payload,
      qos,
      isWill: this.#wills.has(packet),
      uid: messageUid(),
      received: this.parts.clock.next(),
      weight: payload.length + packet.topic.length,
      done,
    };
    if (visit.isWill) this.#will(visit);
    else this.#publish(visit);
  }

  #publish(visit: Visit): void {
    const { connection, packet } = visit;
    connection.asked += 1;
    if (isReserved(packet.topic)) {
      this.#refuse(visit, 'reserved_topic', '$SYS topics are reserved');
      return;
    }
    if (visit.qos > 0 && !packet.messageId) {
      this.#refuse(visit, 'packet_id', 'a packet id is missing');
      return;
    }
    const claimed = connection.guard.cut.size > 0 ? connection.guard.cut.get(connection.asked) : undefined;
    if (claimed !== undefined) {
      connection.guard.cut.delete(connection.asked);
      this.#letter(visit, 'TOO_LARGE', `${claimed} bytes; allowed: ${connection.guard.publishBytes}`);
      return;
    }
    const problem = topicProblem(packet.topic);
    if (this.#isForbidden(visit)) return;
    if (problem !== undefined) this.#letter(visit, 'BAD_TOPIC', problem);
    else if (visit.qos === 0) this.#appendOrShed(visit);
    else this.#appendOnce(visit, packet.messageId ?? 0);
  }

  /** Refused, where its login may not publish there: at QoS 0 nobody waits for an answer, else the connection ends. */
  #isForbidden(visit: Visit): boolean {
    const { connection, packet, qos } = visit;
    const { login } = connection;
    if (login === undefined) return false;
    if (mayPublish(login, packet.topic)) {
      this.parts.logins.obeyed(login);
      return false;
    }
    const what = `publish to ${packet.topic}`;
    if (qos === 0 && !visit.isWill) {
      this.parts.tally.refused(qos, 'not_allowed', false);
      Object.assign(packet, { topic: NOWHERE, payload: EMPTY, retain: false });
      visit.done();
    } else this.#refuse(visit, 'not_allowed', `${login.id} may not ${what}`);
    this.parts.logins.violated(login, what, connection.socket.remoteAddress);
    return true;
  }

  /** A will leaves once its client's messages are answered; one that our slowness has raised is dropped. */
  #will(visit: Visit): void {
    const now = Date.now();
    const { lastHeldAt, canHaveHeard } = visit.connection;
    if (this.stopping || !canHaveHeard || now - lastHeldAt < AFTERMATH_MS) {
      this.#dropWill(visit);
      return;
    }
    visit.sender.whenAnswered(now + WILL_WAITS_MS, (answered) => {
      if (answered && !this.stopping) this.#appendWill(visit);
      else this.#dropWill(visit);
    });
  }

  #dropWill(visit: Visit): void {
    this.parts.tally.settled('shed', visit.qos);
    visit.done(new Error('the will was dropped: its client left because it was kept waiting'));
  }

  #appendWill(visit: Visit): void {
    const problem = isReserved(visit.packet.topic) ? undefined : topicProblem(visit.packet.topic);
    if (isReserved(visit.packet.topic)) this.#refuse(visit, 'reserved_topic', '$SYS topics are reserved');
    else if (this.#isForbidden(visit)) return;
    else if (problem !== undefined) this.#letter(visit, 'BAD_TOPIC', problem);
    else if (visit.qos === 0) this.#appendOrShed(visit);
    else this.#append(visit, undefined);
  }

  /** Joins the message that this one repeats, if there is one. */
  #appendOnce(visit: Visit, packetId: number): void {
    const { sender, connection, packet, payload, qos } = visit;
    const now = Date.now();
    const publish = { packet: packetId, qos, topic: packet.topic, payload };
    const earlier = sender.repeats.match(publish, connection, now);
    if (earlier === undefined) {
      const sent = newlySent(visit, packetId);
      sender.repeats.add(sent, this.parts.senders.remembered);
      this.#append(visit, sent);
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

  #append(visit: Visit, sent: Sent | undefined): void {
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
  #appendOrShed(visit: Visit): void {
    const { outbox, tally, budget } = this.parts;
    budget.take(visit.weight);
    const settle = (as: 'appended' | 'shed') => {
      budget.give(visit.weight);
      tally.settled(as, 0);
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

  #appended(visit: Visit): void {
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

  /** Ends the connection: MQTT 3.1.1 knows no other way to say no. */
  #refuse(visit: Visit, reason: string, message: string): void {
    this.parts.tally.refused(visit.qos, reason, false);
    visit.done(new Ended('message', message));
  }

  #refusedByKafka(visit: Visit, refused: AppendRefused): void {
    this.#letter(visit, 'REFUSED_BY_KAFKA', refused.reason);
  }

  /** Acknowledged once the letter is on disk, or its sender would send it for ever; routed to nobody. */
  #letter(visit: Visit, code: DeadLetterCode, detail: string): void {
    const { packet, uid, sender, payload, qos } = visit;
    const letter = { code, detail, uid, topic: packet.topic, source: sender.id, bytes: payload };
    Object.assign(packet, { topic: NOWHERE, payload: EMPTY, retain: false });
    this.#hold(visit);
    this.#letters.write(letter, (refused) => {
      this.#release(visit);
      this.parts.tally.refused(qos, code, refused === undefined);
      if (refused === undefined) this.#answer(visit);
      else visit.done(refused);
    });
  }

  /** The guard has ended a connection over a PUBLISH that nobody will read. */
  refusedClaim(connection: GuardedConnection, refusal: Refusal): void {
    if (refusal.publish === undefined) return;
    const { qos } = refusal.publish;
    const letter = claimLetter(connection, refusal.publish, this.parts.limits.claimBytes);
    this.parts.tally.received(qos);
    this.#letters.write(letter, (refused) =>
      this.parts.tally.refused(qos, letter.code, refused === undefined),
    );
  }
}
