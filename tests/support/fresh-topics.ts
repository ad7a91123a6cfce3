import { topicPlans } from '@/contracts/topics';
import { deleteTopics, ensureTopics } from '@/server/stream/topics';
import type { KafkaSettings } from '@/server/stream/types';

const RAW_RETENTION_DAYS = 400;

/** Hearth's topics as on the first day: empty, and with other topic ids than before. */
export async function freshTopics(kafka: KafkaSettings): Promise<void> {
  const plans = topicPlans(RAW_RETENTION_DAYS);
  await deleteTopics(
    kafka,
    plans.map((plan) => plan.name),
  );
  await ensureTopics(kafka, plans, { embedded: true });
}
