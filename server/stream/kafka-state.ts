import { probeKafka } from './probe';
import type { Appender, KafkaSettings } from './types';

const LOOK_EVERY_MS = 2_000;
const WAITING_TOO_LONG_MS = 3_000;

export type KafkaState = 'ok' | 'down';

/** Whether Kafka answers, as last seen. */
export interface KafkaWatch {
  state(): KafkaState;
  stop(): void;
}

/** Asks Kafka every 2 s; where there is an appender, a record that waits too long tells sooner. */
export async function watchKafka(options: {
  kafka: KafkaSettings;
  appender?: Pick<Appender, 'oldestWaitMs'>;
}): Promise<KafkaWatch> {
  const { kafka, appender } = options;
  let answered: boolean;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = async () => {
    answered = await probeKafka(kafka).then(
      () => true,
      () => false,
    );
    if (!stopped) timer = setTimeout(look, LOOK_EVERY_MS);
  };
  await look();
  return {
    state: () => (answered && (appender?.oldestWaitMs() ?? 0) < WAITING_TOO_LONG_MS ? 'ok' : 'down'),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
