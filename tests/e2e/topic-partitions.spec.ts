import kafkajs from 'kafkajs';
import { aConsumer } from '@/tests/support/a-group';
import { expect, test } from './hearth-test';

test('a group is seen working and behind, and is moved once it is idle, after a dry run', async ({
  page,
  hearth,
}, { project }) => {
  const topic = `e2e.groups.${project.name}`;
  const group = `readers-of-${project.name}`;
  const kafka = new kafkajs.Kafka({
    brokers: hearth.kafkaBrokers.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  const send = (count: number) =>
    producer.send({
      topic,
      messages: Array.from({ length: count }, (_, index) => ({ key: 'k', value: `${index}` })),
    });
  await send(3);
  const consumer = await aConsumer(hearth.kafkaBrokers, group, topic);
  await expect.poll(() => consumer.seen.length).toBe(3);

  await page.goto(`/topics/${topic}/partitions`);
  const item = page.getByRole('listitem', { name: group });
  await expect(item).toContainText('working');
  await expect(item).toContainText('has read everything', { timeout: 20_000 });
  await item.getByText('one member').click();
  await expect(item).toContainText('elsewhere on 127.0.0.1');
  await item.getByRole('button', { name: 'Reset…' }).click();
  await item.getByRole('button', { name: 'Dry run' }).click();
  await expect(item).toContainText('It is working: elsewhere');
  await expect(item.getByRole('button', { name: /^Move/ })).toHaveCount(0);

  await consumer.disconnect();
  await send(2);
  await producer.disconnect();
  await expect(item).toContainText('idle', { timeout: 20_000 });
  await expect(item).toContainText('2 messages behind');
  await item.getByRole('button', { name: 'Dry run' }).click();
  await expect(item).toContainText('partition 0: 3 → 0');
  await expect(item).toContainText('3 messages are read again');
  await item.getByRole('button', { name: 'Move 1 partition' }).click();

  await expect(item).toContainText('goes on there when it starts again');
  await expect(item).toContainText('5 messages behind', { timeout: 20_000 });
  await expect(page.getByRole('region', { name: 'Partitions' })).toContainText('5 messages');
});
