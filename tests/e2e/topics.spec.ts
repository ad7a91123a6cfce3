import kafkajs, { type Admin } from 'kafkajs';
import { expect, type HearthUnderTest, test } from './hearth-test';

const DAY_MS = 86_400_000;

/** Another client than Hearth: what it does is done behind Hearth's back. */
async function elsewhere<Result>(
  hearth: HearthUnderTest,
  work: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const kafka = new kafkajs.Kafka({
    brokers: hearth.kafkaBrokers.split(','),
    clientId: 'elsewhere',
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

interface TestTopic {
  readonly name: string;
  overrides(): Promise<Readonly<Record<string, string>>>;
  /** Sets all overrides: what isn't named is reset. */
  set(configs: Readonly<Record<string, string>>): Promise<void>;
}

async function aTopic(
  hearth: HearthUnderTest,
  name: string,
  configs: Readonly<Record<string, string>>,
): Promise<TestTopic> {
  const entries = (all: Readonly<Record<string, string>>) =>
    Object.entries(all).map(([key, value]) => ({ name: key, value }));
  await elsewhere(hearth, (admin) =>
    admin.createTopics({ topics: [{ topic: name, numPartitions: 2, configEntries: entries(configs) }] }),
  );
  const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name };
  return {
    name,
    overrides: async () => {
      const asked = { includeSynonyms: false, resources: [resource] };
      const { resources } = await elsewhere(hearth, (admin) => admin.describeConfigs(asked));
      const own = resources[0]?.configEntries.filter(({ configSource }) => configSource === 1) ?? [];
      return Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue]));
    },
    set: async (all) => {
      const resources = [{ ...resource, configEntries: entries(all) }];
      await elsewhere(hearth, (admin) => admin.alterConfigs({ validateOnly: false, resources }));
    },
  };
}

async function produce(hearth: HearthUnderTest, topic: string, daysAgo: readonly number[]): Promise<void> {
  const kafka = new kafkajs.Kafka({
    brokers: hearth.kafkaBrokers.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const producer = kafka.producer();
  await producer.connect();
  const messages = daysAgo.map((days) => ({
    key: 'k',
    value: 'v',
    timestamp: String(Date.now() - days * DAY_MS),
  }));
  await producer.send({ topic, messages });
  await producer.disconnect();
}

test('retention is raised, changed behind Hearth’s back, put back, and lowered by typing what is lost', async ({
  page,
  hearth,
}, { project }) => {
  const others = { 'segment.ms': '3600000', 'max.message.bytes': '2000000' };
  const topic = await aTopic(hearth, `e2e.story.${project.name}`, {
    'retention.ms': `${30 * DAY_MS}`,
    ...others,
  });
  await page.goto(`/topics/${topic.name}`);
  await page.getByRole('button', { name: 'Manage this topic' }).click();
  await expect(page.getByText('as planned')).toBeVisible();
  const plan = page.getByRole('region', { name: 'Plan', exact: true });
  const retention = page.getByLabel('retention.ms, planned');

  await retention.fill('60 days');
  await expect(plan).toContainText(`retention.ms = ${60 * DAY_MS}`);
  await expect(plan).toContainText('Keeps messages longer');
  await plan.getByLabel('Why').fill('Two months are asked for');
  await plan.getByRole('button', { name: 'Apply 1 change' }).click();
  await expect(plan).toContainText('Applied, and read again');
  expect(await topic.overrides()).toEqual({ 'retention.ms': `${60 * DAY_MS}`, ...others });

  await topic.set({ 'retention.ms': `${90 * DAY_MS}`, ...others });
  await page.goto('/topics');
  const notice = page.getByRole('region', { name: `${topic.name} needs attention` });
  await expect(notice).toContainText('One setting was changed outside Hearth', { timeout: 30_000 });
  await notice.getByRole('link', { name: 'Show plan' }).click();
  await plan.getByRole('button', { name: 'Apply 1 change' }).click();
  await expect(plan).toContainText('Applied, and read again');
  expect(await topic.overrides()).toEqual({ 'retention.ms': `${60 * DAY_MS}`, ...others });

  await produce(hearth, topic.name, [40, 35, 1]);
  await retention.fill('20 days');
  await expect(plan).toContainText('Deletes 20 days for ever');
  await expect(plan).toContainText('2 messages');
  const apply = plan.getByRole('button', { name: 'Apply 1 change' });
  await expect(apply).toBeDisabled();
  await plan.getByLabel('Type “delete 20 days” to confirm').fill('delete 20 days');
  await apply.click();
  await expect(plan).toContainText('Applied, and read again');
  expect(await topic.overrides()).toEqual({ 'retention.ms': `${20 * DAY_MS}`, ...others });

  await page.getByRole('navigation', { name: 'Topic' }).getByRole('link', { name: 'History' }).click();
  const record = page.getByRole('region', { name: 'Record' });
  for (const line of [
    /Managed from here on/,
    /Saved revision 2/,
    /Applied revision 2/,
    /Saved revision 3/,
    /Applied revision 3/,
  ])
    await expect(record.getByText(line).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Revisions' })).toContainText('Two months are asked for');
  await expect(
    page.getByRole('region', { name: 'Applied plans' }).getByText('applied', { exact: true }),
  ).toHaveCount(3);
});

test('drift appears in the list by itself, and what the cluster has can be kept @desktop', async ({
  page,
  hearth,
}, { project }) => {
  const topic = await aTopic(hearth, `e2e.drift.${project.name}`, {});
  await page.goto(`/topics/${topic.name}`);
  await page.getByRole('button', { name: 'Manage this topic' }).click();
  await expect(page.getByText('as planned')).toBeVisible();
  await page.goto('/topics');
  await topic.set({ 'flush.ms': '5000' });

  const notice = page.getByRole('region', { name: `${topic.name} needs attention` });
  await expect(notice).toBeVisible({ timeout: 30_000 });
  await notice.getByRole('button', { name: 'Keep the cluster’s' }).click();

  await expect(notice).toHaveCount(0);
  expect(await topic.overrides()).toEqual({ 'flush.ms': '5000' });
  await page.getByLabel('Search topics').fill(topic.name);
  await expect(page.getByRole('row', { name: new RegExp(topic.name) })).toContainText('as planned');
});

test('a topic is made with a plan, and deleted once its protection is off', async ({ page, hearth }, {
  project,
}) => {
  const name = `e2e.made.${project.name}`;
  await page.goto('/topics/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('with space');
  await expect(page.getByText('this one has a space')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByLabel('Copies of each').fill('3');
  await expect(page.getByText('there is one broker').first()).toBeVisible();
  await page.getByLabel('Copies of each').fill('1');
  await page.getByLabel('retention.ms, planned').fill('soon');
  await expect(page.getByText('“soon” is no length of time')).toBeVisible();
  await page.getByLabel('retention.ms, planned').fill('12 h');
  const plan = page.getByRole('region', { name: 'Plan', exact: true });
  await expect(plan).toContainText('Creates the topic');
  await plan.getByRole('button', { name: 'Apply 1 change' }).click();
  await page.getByRole('link', { name: `Open ${name}` }).click();
  await expect(page.getByText('as planned')).toBeVisible();

  const remove = page.getByRole('region', { name: 'Leave or delete' });
  await expect(remove.getByRole('button', { name: 'Delete…' })).toBeDisabled();
  await page.getByLabel('Protected: it can’t be deleted').uncheck();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await remove.getByRole('button', { name: 'Delete…' }).click();
  await expect(remove).toContainText('It is empty and no group reads it');
  await remove.getByLabel(/to delete it/).fill(name);
  await remove.getByRole('button', { name: 'Delete it now' }).click();

  await expect
    .poll(() => elsewhere(hearth, async (admin) => (await admin.listTopics()).includes(name)))
    .toBe(false);
});

test('Hearth’s own topics are guarded: what it could not live with is refused, with the way round @desktop', async ({
  page,
}) => {
  await page.goto('/topics/hearth.mqtt.raw.v1');
  await page.getByLabel('compression.type, planned').selectOption('zstd');
  await expect(page.getByRole('alert').getByText(/Hearth’s readers can’t read zstd/)).toBeVisible();
  await page.getByLabel('compression.type, planned').selectOption('producer');
  await page.getByLabel('Partitions', { exact: true }).fill('8');
  await expect(page.getByText(/Stop what publishes, wait until nothing is behind/).first()).toBeVisible();

  await expect(page.getByRole('button', { name: /^Apply/ })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Leave or delete' })).toHaveCount(0);
});

test('revisions are compared and restored @desktop', async ({ page, hearth }, { project }) => {
  const topic = await aTopic(hearth, `e2e.revisions.${project.name}`, {});
  await page.goto(`/topics/${topic.name}`);
  await page.getByRole('button', { name: 'Manage this topic' }).click();
  await page.getByLabel('What it is for').fill('Clicks of the shop');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Plan', exact: true })).toContainText('Saved as revision 2');
  await page.goto(`/topics/${topic.name}/history`);
  const revisions = page.getByRole('region', { name: 'Revisions' });
  await revisions.getByRole('button', { name: 'Compare with the newest' }).click();
  await expect(revisions.getByRole('listitem').filter({ hasText: 'Revision 1' })).toContainText(
    'comment: – → Clicks of the shop',
  );

  await revisions.getByRole('button', { name: 'Restore' }).click();

  await expect(revisions).toContainText('Revision 1 again');
  await expect(revisions.getByRole('listitem').filter({ hasText: 'Revision 3' })).toContainText(
    'comment: Clicks of the shop → –',
  );
});
