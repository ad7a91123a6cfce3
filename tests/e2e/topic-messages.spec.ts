import { connectAsync } from 'mqtt';
import { expect, type HearthUnderTest, test } from './hearth-test';

const RAW = '/topics/hearth.mqtt.raw.v1/messages';

async function publish(hearth: HearthUnderTest, topic: string, payload: string | Buffer): Promise<void> {
  const client = await connectAsync(hearth.mqttUrl ?? '', { clientId: `publisher-${process.pid}` });
  await client.publishAsync(topic, payload, { qos: 1 });
  await client.endAsync();
}

test('what is published appears by itself, is found, and is shown in full with its header', async ({
  page,
  hearth,
}, { project }) => {
  const topic = `e2e/messages-${project.name}/climate`;
  await page.goto(RAW);
  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(messages).toContainText('following the end');
  await page.getByLabel('Search messages').fill(topic);
  await expect(messages).toContainText('No message');

  await publish(hearth, topic, JSON.stringify({ t: 216, room: { name: 'Hall' } }));
  await expect(messages.getByRole('row').filter({ hasText: topic })).toHaveCount(1);
  const detail = page.getByRole('region', { name: 'Message', exact: true });
  await expect(detail).toContainText('"t": 216');
  await expect(detail).toContainText(topic);
  await expect(detail.getByText('mqtt.qos')).toBeVisible();
  await expect(detail).toContainText(`publisher-${process.pid}`);
  await detail.getByRole('radio', { name: 'Hex' }).click();
  await expect(detail).toContainText('7b 22 74 22 3a 32 31 36');

  await page.getByLabel('Search messages').fill('');
  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByLabel('Value in the JSON').fill('/room/name=Hall');
  await page.getByLabel('Key holds').fill(topic);
  await expect(messages.getByRole('row').filter({ hasText: topic })).toHaveCount(1);
  await page.getByLabel('Value in the JSON').fill('/room/name=Kitchen');
  await expect(messages).toContainText('No message is like that');
  await page.getByLabel('Value in the JSON').fill('a[');
  await expect(page.getByRole('alert').filter({ hasText: 'Pointer' })).toContainText('is no JSON Pointer');
});

test('an address leads to one message, and says what is where there is none @desktop', async ({
  page,
  hearth,
}, { project }) => {
  const topic = `e2e/linked-${project.name}`;
  await publish(hearth, topic, Buffer.from([0, 1, 2, 255]));
  await page.goto(`${RAW}?text=${encodeURIComponent(topic)}`);
  const detail = page.getByRole('region', { name: 'Message', exact: true });
  await expect(detail).toContainText('00 01 02 ff');
  const place = (await detail.getByRole('heading').textContent())?.replaceAll(/[^\d:]/g, '').split(':');
  const [partition, offset] = place ?? [];

  await page.goto(`${RAW}?partition=${partition}&offset=${offset}`);
  await expect(detail).toContainText('00 01 02 ff');
  await expect(page.locator('a[aria-current=true]')).toBeVisible();

  await page.goto(`${RAW}?partition=${partition}&offset=900000000`);
  await expect(detail).toContainText('It is not there yet');
});

test('the messages of a topic that holds none, and of Kafka’s own, are no trouble @desktop', async ({
  page,
}) => {
  await page.goto('/topics/hearth.mqtt.out.v1/messages');
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('No message yet');

  await page.goto('/topics/__consumer_offsets/messages?from=oldest');
  const rows = page.getByRole('region', { name: 'Messages' }).getByRole('row');
  await expect.poll(() => rows.count()).toBeGreaterThan(1);
  await rows.nth(1).getByRole('link').click();

  await expect(page.getByRole('region', { name: 'Message', exact: true })).toContainText('stored at');
});
