import type { Client, PublishPacket } from 'aedes';
import { type LoginBook, type LoginDiary, mayPublish } from '@/server/logins/index';
import type { Budget } from './budget';
import { claimLetter } from './claim-letter';
import { Ended } from './ended';
import { GuardedConnection, PAUSED } from './guarded-connection';
import type { Keeper } from './keeper';
import type { DoorLimits } from './limits';
import { messageUid } from './message-uid';
import type { Outbox } from './outbox';
import type { Refusal } from './packet-guard';
import type { ReceiptClock } from './receipt-clock';
import type { Tally } from './tally';
import { isReserved, topicProblem } from './topic-problem';
import { type Done, diaryEntry, isWatched, routedNowhere, type Visit } from './visit';

/** How long a will waits for its client's held messages before it counts as raised by our holding them. */
const WILL_WAITS_MS = 1_000;
/** A client noticed leaving this soon after a hold left because of it. */
const AFTERMATH_MS = 2_000;

interface Parts {
  readonly keeper: Keeper;
  readonly outbox: Outbox;
  readonly tally: Tally;
  readonly clock: ReceiptClock;
  readonly limits: DoorLimits;
  readonly budget: Budget;
  readonly logins: LoginBook;
  readonly diary: LoginDiary;
}

/**
 * Decides about every PUBLISH and will, inside aedes' `authorizePublish`: aedes acknowledges right after the callback, so the
 * callback waits for Kafka's acknowledgement.
 */
export class Door {
  /** We are leaving, not our clients: wills raised now say nothing. */
  stopping = false;
  readonly #wills = new WeakSet<object>();

  constructor(private readonly parts: Parts) {}

  expectWill(will: object | undefined): void {
    if (will !== undefined) this.#wills.add(will);
  }

  shouldPause(connection: GuardedConnection): number {
    const { limits, budget, outbox, keeper } = this.parts;
    const sender = connection.sender;
    let reasons = 0;
    if (sender && (sender.heldMessages >= limits.heldMessages || sender.heldBytes >= limits.heldBytes))
      reasons |= PAUSED.held;
    if (budget.spent || keeper.heldMessages >= limits.allHeldMessages || outbox.isCrowded())
      reasons |= PAUSED.crowded;
    return reasons;
  }

  /** aedes asks: may this be published? Calls back once the message is decided. */
  authorize(client: Client | null, packet: PublishPacket, done: Done): void {
    const connection = client?.conn;
    const { sender, login } = connection instanceof GuardedConnection ? connection : {};
    if (client === null || !(connection instanceof GuardedConnection) || !sender || !login) {
      done(new Error('only clients publish here'));
      return;
    }
    const qos = packet.qos;
    this.parts.tally.received(qos);
    const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload ?? '');
    const visit: Visit = {
      client,
      connection,
      sender,
      login,
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
    let tooLarge: string | undefined;
    if (claimed !== undefined) {
      connection.guard.cut.delete(connection.asked);
      tooLarge = `${claimed} bytes; allowed: ${connection.guard.publishBytes}`;
    }
    if (this.#isForbidden(visit)) return;
    if (isWatched(visit, this.parts.diary)) this.parts.diary.note(diaryEntry('said', visit));
    const problem = topicProblem(packet.topic);
    if (tooLarge !== undefined) this.parts.keeper.letter(visit, 'TOO_LARGE', tooLarge);
    else if (problem !== undefined) this.parts.keeper.letter(visit, 'BAD_TOPIC', problem);
    else if (visit.qos === 0) this.parts.keeper.appendOrShed(visit);
    else this.parts.keeper.appendOnce(visit, packet.messageId ?? 0);
  }

  /** Refused, where its login may not publish there: at QoS 0 nobody waits for an answer, else the connection ends. */
  #isForbidden(visit: Visit): boolean {
    const { login, connection, packet, qos } = visit;
    if (mayPublish(login, packet.topic)) {
      this.parts.logins.obeyed(login);
      return false;
    }
    const what = `publish to ${packet.topic}`;
    this.parts.diary.note(diaryEntry('forbidden', visit));
    if (qos === 0 && !visit.isWill) {
      this.parts.tally.refused(qos, 'not_allowed', false);
      routedNowhere(packet);
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
    else if (problem !== undefined) this.parts.keeper.letter(visit, 'BAD_TOPIC', problem);
    else if (visit.qos === 0) this.parts.keeper.appendOrShed(visit);
    else this.parts.keeper.append(visit, undefined);
  }

  /** The guard has ended a connection over a PUBLISH that nobody will read. */
  refusedClaim(connection: GuardedConnection, { publish }: Refusal): void {
    if (publish === undefined) return;
    const { tally, keeper, limits, logins } = this.parts;
    const { login, socket } = connection;
    const letter = claimLetter(connection, publish, limits.claimBytes);
    tally.received(publish.qos);
    if (login === undefined || mayPublish(login, letter.topic)) keeper.claimed(letter, publish.qos);
    else {
      tally.refused(publish.qos, 'not_allowed', false);
      logins.violated(login, `publish to ${letter.topic}`, socket.remoteAddress);
    }
  }

  /** Ends the connection: MQTT 3.1.1 knows no other way to say no. */
  #refuse(visit: Visit, reason: string, message: string): void {
    this.parts.tally.refused(visit.qos, reason, false);
    visit.done(new Ended('message', message));
  }
}
