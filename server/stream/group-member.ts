import { setTimeout as wait } from 'node:timers/promises';
import assignerProtocol from 'kafkajs/src/consumer/assignerProtocol.js';
import apiKeys from 'kafkajs/src/protocol/requests/apiKeys.js';
import protocol from 'kafkajs/src/protocol/requests/index.js';
import type { Brokers } from './brokers';
import type { Outage } from './outage';
import { shareOut } from './share-out';
import type { KafkaSettings } from './types';
import { openWire, type Wire } from './wire';

const HEARTBEAT_MS = 1_000;
const REBALANCE_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 10_000;
const RETRY_MS = 500;
const PARTITIONS_LOOK_MS = 30_000;
/** A member that died is missed after this; brokers that insist on more get what they insist on. */
const SESSION_TIMEOUTS_MS = [3_000, 6_000, 10_000] as const;
const ASSIGNER = 'hearth';
const WHO = 'group';

const { requests } = protocol;
const { MemberAssignment, MemberMetadata } = assignerProtocol;

export type Partitions = Readonly<Record<string, readonly number[]>>;

export interface GroupMemberOptions {
  readonly settings: KafkaSettings;
  readonly brokers: Brokers;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly outage: Outage;
  /** These are ours from now on. */
  assigned(partitions: Partitions): void;
  /** Nothing is ours any more; resolves once all work on it has ended. */
  revoked(): Promise<void>;
}

/** A member of a consumer group: who reads which partition, agreed on by all that are there. */
export class GroupMember {
  readonly #options: GroupMemberOptions;
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  #coordinator: Wire | undefined;
  #memberId = '';
  #generation: number | undefined;
  #sessionTimeout = 0;
  #leads: { readonly partitions: string; readonly atMs: number } | undefined;

  constructor(options: GroupMemberOptions) {
    this.#options = options;
    this.#ended = this.#run();
  }

  /** Tells Kafka how far we are, for those who look at lag there. Nothing is read back. */
  async commit(offsets: ReadonlyMap<string, ReadonlyMap<number, number>>): Promise<void> {
    if (this.#generation === undefined || this.#coordinator === undefined) return;
    const topics = [...offsets].map(([topic, partitions]) => ({
      topic,
      partitions: [...partitions].map(([partition, offset]) => ({ partition, offset: String(offset) })),
    }));
    const member = { ...this.#member(), groupGenerationId: this.#generation };
    await this.#coordinator.ask(apiKeys.OffsetCommit, requests.OffsetCommit, { ...member, topics });
  }

  /** Leaves, so that others needn't wait for us. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#memberId !== '' && this.#coordinator?.open) {
      await this.#coordinator
        .ask(apiKeys.LeaveGroup, requests.LeaveGroup, this.#member())
        .catch(() => undefined);
    }
    this.#coordinator?.close();
    await this.#ended;
  }

  #member(): { groupId: string; memberId: string } {
    return { groupId: this.#options.groupId, memberId: this.#memberId };
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        if (this.#generation === undefined) await this.#join();
        this.#options.outage.fine(WHO);
        await this.#pause(HEARTBEAT_MS);
        if (!this.#stopping.signal.aborted) await this.#beat();
      } catch (error) {
        if (!this.#stopping.signal.aborted) await this.#answerTo(error);
      }
    }
  }

  async #join(): Promise<void> {
    await this.#options.revoked();
    const wire = await this.#coordinatorWire();
    const joined = await wire.ask(
      apiKeys.JoinGroup,
      requests.JoinGroup,
      {
        ...this.#member(),
        sessionTimeout: SESSION_TIMEOUTS_MS[this.#sessionTimeout] ?? 0,
        rebalanceTimeout: REBALANCE_TIMEOUT_MS,
        protocolType: 'consumer',
        groupProtocols: [{ name: ASSIGNER, metadata: this.#metadata() }],
      },
      REBALANCE_TIMEOUT_MS + REQUEST_TIMEOUT_MS,
    );
    this.#memberId = joined.memberId;
    const leads = joined.leaderId === joined.memberId;
    const groupAssignment = leads ? await this.#share(joined.members.map((member) => member.memberId)) : [];
    const { generationId } = joined;
    const synced = await wire.ask(
      apiKeys.SyncGroup,
      requests.SyncGroup,
      { ...this.#member(), generationId, groupAssignment },
      REBALANCE_TIMEOUT_MS + REQUEST_TIMEOUT_MS,
    );
    this.#generation = generationId;
    this.#options.assigned(MemberAssignment.decode(synced.memberAssignment)?.assignment ?? {});
  }

  #metadata(): Buffer {
    return MemberMetadata.encode({ version: 1, topics: [...this.#options.topics] });
  }

  async #share(members: readonly string[]): Promise<{ memberId: string; memberAssignment: Buffer }[]> {
    const counts = await this.#partitionCounts();
    this.#leads = { partitions: JSON.stringify(counts), atMs: Date.now() };
    return [...shareOut(members, counts)].map(([memberId, assignment]) => ({
      memberId,
      memberAssignment: MemberAssignment.encode({ version: 1, assignment }),
    }));
  }

  async #partitionCounts(): Promise<[topic: string, count: number][]> {
    const { topics } = await this.#options.brokers.metadata(this.#options.topics);
    return this.#options.topics.map((topic) => [topic, topics.get(topic)?.leaders.length ?? 0]);
  }

  async #beat(): Promise<void> {
    const wire = await this.#coordinatorWire();
    const groupGenerationId = this.#generation ?? -1;
    await wire.ask(apiKeys.Heartbeat, requests.Heartbeat, { ...this.#member(), groupGenerationId });
    if (this.#leads === undefined || Date.now() - this.#leads.atMs < PARTITIONS_LOOK_MS) return;
    const partitions = JSON.stringify(await this.#partitionCounts());
    // Topics have grown: a leader that joins again makes everyone share out anew.
    if (partitions !== this.#leads.partitions) this.#generation = undefined;
    this.#leads = { partitions, atMs: Date.now() };
  }

  async #coordinatorWire(): Promise<Wire> {
    if (this.#coordinator?.open) return this.#coordinator;
    const { brokers, groupId, settings } = this.#options;
    const any = await brokers.any();
    const found = await any.ask(apiKeys.GroupCoordinator, requests.GroupCoordinator, {
      groupId,
      coordinatorType: 0,
    });
    const { host, port } = found.coordinator;
    const opened = await openWire(settings, { host, port }, REQUEST_TIMEOUT_MS);
    this.#coordinator = opened;
    if (this.#stopping.signal.aborted) opened.close();
    return opened;
  }

  /** Only an answer takes our partitions from us; while there is none, the stored positions guard against two owners. */
  async #answerTo(error: unknown): Promise<void> {
    const { type, memberId } = error as { type?: string; memberId?: string };
    if (memberId !== undefined) {
      this.#memberId = memberId;
      return;
    }
    if (type === 'REBALANCE_IN_PROGRESS') {
      this.#generation = undefined;
      return;
    }
    if (type === 'UNKNOWN_MEMBER_ID' || type === 'ILLEGAL_GENERATION' || type === 'FENCED_INSTANCE_ID') {
      this.#generation = undefined;
      this.#memberId = '';
      return;
    }
    if (type === 'INVALID_SESSION_TIMEOUT' && this.#sessionTimeout < SESSION_TIMEOUTS_MS.length - 1) {
      this.#sessionTimeout += 1;
      return;
    }
    this.#coordinator?.close();
    this.#options.outage.fault(WHO, error);
    await this.#pause(RETRY_MS);
  }

  async #pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
