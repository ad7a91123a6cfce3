import kafkajs, { type Consumer } from 'kafkajs';

/** Another program's consumer group: reads from the start and commits what it was given. */
export async function aConsumer(
  brokers: string,
  group: string,
  topic: string,
): Promise<Consumer & { readonly seen: readonly string[] }> {
  const kafka = new kafkajs.Kafka({
    brokers: brokers.split(','),
    clientId: 'elsewhere',
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const consumer = kafka.consumer({ groupId: group });
  const seen: string[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ message }) => void seen.push(String(message.value)),
  });
  return Object.assign(consumer, { seen });
}
