export interface KafkaPlaces {
  readonly brokerPort: number;
  readonly controllerPort: number;
  readonly logDir: string;
}

/** One KRaft node, broker and controller in one process, that only this machine reaches. */
export function serverProperties({ brokerPort, controllerPort, logDir }: KafkaPlaces): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${brokerPort},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${brokerPort}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    // Backslashes are escapes in a properties file.
    'log.dirs': logDir.replaceAll('\\', '/'),
    ...ONE_NODE,
    ...SMALL,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

const ONE_NODE = {
  'default.replication.factor': 1,
  'min.insync.replicas': 1,
  'offsets.topic.replication.factor': 1,
  'offsets.topic.num.partitions': 4,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'transaction.state.log.num.partitions': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'share.coordinator.state.topic.num.partitions': 1,
  'num.partitions': 4,
  'auto.create.topics.enable': false,
  'group.initial.rebalance.delay.ms': 0,
  // A killed Hearth is missed after 3 s instead of 6: its successor waits that long for its partitions.
  'group.min.session.timeout.ms': 3_000,
  // After kill -9 the broker may come back once its old session has run out.
  'broker.session.timeout.ms': 3_000,
  'broker.heartbeat.interval.ms': 1_000,
};

const SMALL = {
  'num.network.threads': 2,
  'num.io.threads': 4,
  'background.threads': 2,
  'group.coordinator.threads': 1,
  'share.coordinator.threads': 1,
  'log.cleaner.threads': 1,
  'log.cleaner.dedupe.buffer.size': 4_194_304,
  'log.cleaner.io.buffer.size': 262_144,
  'num.recovery.threads.per.data.dir': 2,
};
