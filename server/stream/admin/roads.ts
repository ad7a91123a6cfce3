import type { Brokers } from '../brokers';
import type { ClusterMetadata } from '../metadata';
import type { Call } from '../wire';
import type { PartitionName } from './size-calls';

/** To whom a question is put. */
export interface Roads {
  metadata(topics: readonly string[] | 'all'): Promise<ClusterMetadata>;
  any<Answer>(call: Call<Answer>): Promise<Answer>;
  /** A broker that the newest metadata names. */
  on<Answer>(node: number, call: Call<Answer>): Promise<Answer>;
  /** The broker that takes changes of topics. */
  onController<Answer>(call: Call<Answer>): Promise<Answer>;
  onEach<Answer>(ask: (node: number) => Promise<Answer>): Promise<Answer[]>;
  /** The leaders of these partitions, each for its own; those without a leader are left out. */
  onLeaders<Answer>(
    partitions: readonly PartitionName[],
    call: (led: readonly PartitionName[]) => Call<Answer>,
  ): Promise<Answer[]>;
  close(): void;
}

export function createRoads(brokers: Brokers): Roads {
  const metadata: Roads['metadata'] = (topics) => brokers.metadata(topics);
  const on: Roads['on'] = async (node, call) => (await brokers.to(node)).call(call);
  return {
    metadata,
    on,
    any: async (call) => (await brokers.any()).call(call),
    onController: async (call) => on((await metadata([])).controllerId, call),
    onEach: async (ask) => Promise.all([...(await metadata([])).brokers.keys()].map(ask)),
    onLeaders: async (partitions, call) => {
      const topics = [...new Set(partitions.map(({ topic }) => topic))];
      const led = byLeader(await metadata(topics), partitions);
      return Promise.all([...led].map(([node, those]) => on(node, call(those))));
    },
    close: () => brokers.close(),
  };
}

function byLeader(
  { topics, brokers }: ClusterMetadata,
  partitions: readonly PartitionName[],
): ReadonlyMap<number, readonly PartitionName[]> {
  const led = new Map<number, PartitionName[]>();
  for (const at of partitions) {
    const leader = topics.get(at.topic)?.leaders[at.partition] ?? -1;
    if (!brokers.has(leader)) continue;
    const those = led.get(leader);
    if (those === undefined) led.set(leader, [at]);
    else those.push(at);
  }
  return led;
}
