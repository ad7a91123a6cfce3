import { connectAsync } from 'mqtt';
import { expect, type HearthUnderTest, test } from './hearth-test';

async function publish(hearth: HearthUnderTest, topic: string, payload: string): Promise<void> {
  const client = await connectAsync(hearth.mqttUrl ?? '');
  await client.publishAsync(topic, payload, { qos: 1 });
  await client.endAsync();
}

test('a sensor and its mapping are made by the form, on what is on the wire, and its values appear', async ({
  page,
  hearth,
}, { project }) => {
  const name = `Greenhouse box ${project.name}`;
  const topic = `e2e/box-${project.name}/state`;
  await publish(hearth, topic, JSON.stringify({ air: { t: 186, rh: 71 }, name: 'box' }));
  await page.goto('/sensors/new');
  const byHand = page.getByRole('region', { name: 'Add by hand' });
  await byHand.getByLabel('Name').fill(name);
  await byHand.getByRole('button', { name: 'Add sensor' }).click();
  await page.getByRole('link', { name: 'Add a mapping' }).click();

  await page.getByLabel('Topic filter').fill(topic);
  const wire = page.getByRole('region', { name: 'On the wire' });
  await wire.getByRole('button', { name: /\/air\/t/ }).click();
  await expect(page.getByLabel('Where it stands')).toHaveValue('/air/t');
  await page.getByLabel('Scale').fill('0.1');
  await expect(wire).toContainText('18.6 °C');
  await wire.getByRole('button', { name: /\/air\/rh/ }).click();
  await page.getByLabel('Quantity').nth(1).selectOption('humidity');
  await expect(wire).toContainText('71 %');
  await page.getByRole('button', { name: 'Save mapping' }).click();

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect
    .poll(async () => {
      await publish(hearth, topic, JSON.stringify({ air: { t: 201, rh: 64 } }));
      return page.getByTestId('value').count();
    })
    .toBe(1);
  await expect(page.getByTestId('value')).toContainText('20.1');
});

test('what is wrong with a mapping stands at its field, and nothing typed is lost', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  await page.goto(`/mappings/new?sensor=${sensor.id}`);
  await page.getByLabel('Topic filter').fill('home/#/t');
  await page.getByLabel('Scale').fill('tenfold');
  await page.getByRole('button', { name: 'Save mapping' }).click();

  await expect(page.getByText('# stands only at the end of a topic filter')).toBeVisible();
  await expect(page.getByLabel('Scale')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Scale')).toHaveValue('tenfold');
  await page.getByLabel('Topic filter').fill('home/hall/t');

  await expect(page.getByText('# stands only at the end of a topic filter')).toHaveCount(0);
});

test('a level of the topic gets a name, and tells the channels apart @desktop', async ({
  page,
  hearth,
  aSensor,
}) => {
  const sensor = await aSensor();
  const topicOf = (level: string) => `e2e/${sensor.id}/${level}/state`;
  await publish(hearth, topicOf('bath'), '{"rh":58}');
  await page.goto(`/mappings/new?sensor=${sensor.id}`);
  await page.getByLabel('Topic filter').fill(topicOf('+'));
  await page.getByRole('button', { name: /\/rh/ }).click();
  await page.getByLabel('Quantity').selectOption('humidity');
  await page.getByRole('button', { name: 'Save mapping' }).click();
  await expect(page.getByRole('heading', { level: 1, name: sensor.name })).toBeVisible();
  await page.goto('/mappings');
  await page.getByRole('link', { name: sensor.name }).filter({ visible: true }).last().click();

  await page.getByLabel('Topic filter').fill(topicOf('{place}'));
  await page.getByLabel('Channel from the topic').selectOption({ label: 'place' });
  await expect(page.getByRole('region', { name: 'On the wire' })).toContainText('bath');
  const address = page.url();
  await page.getByRole('button', { name: 'Save mapping' }).click();

  await expect(page.getByRole('heading', { level: 1, name: sensor.name })).toBeVisible();
  await expect
    .poll(async () => {
      await publish(hearth, topicOf('cellar'), '{"rh":71}');
      const answer = await (await page.request.get(`/api/v1/sensors/${sensor.id}`)).json();
      return answer.sensor.series.map(({ channel }: { channel: string | null }) => channel);
    })
    .toContain('cellar');
  await page.goto(address);
  await expect(page.getByRole('region', { name: 'Versions' })).toContainText('Version 2');
  await expect(page.getByLabel('Channel from the topic')).toHaveValue('place');
});

test('a mapping is found in the list, edited as a new version, and removed', async ({ page, aSensor }) => {
  const sensor = await aSensor({ name: 'Mapped' });
  await page.goto('/mappings');
  await page.getByLabel('Search mappings').fill(`${sensor.id} temp`);
  await page.getByRole('link', { name: sensor.name }).click();
  await expect(page.getByLabel('Topic filter')).toHaveValue(`e2e/${sensor.id}`);
  const address = page.url();
  await page.getByLabel('Offset').fill('-1.5');
  await page.getByRole('button', { name: 'Save mapping' }).click();
  await expect(page.getByRole('heading', { level: 1, name: sensor.name })).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole('region', { name: 'Versions' })).toContainText('Version 2');
  await expect(page.getByLabel('Offset')).toHaveValue('-1.5');

  await page.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Yes, remove the mapping' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Mappings' })).toBeVisible();
  await page.getByLabel('Search mappings').fill(sensor.id);
  await expect(page.getByText('No mapping holds')).toBeVisible();
});

test('a last will is taught by the form, and the sensor is offline when it comes @desktop', async ({
  page,
  hearth,
  aSensor,
}) => {
  const sensor = await aSensor({ name: 'Willing' });
  await sensor.publish(20);
  const topic = `e2e/${sensor.id}/status`;
  await publish(hearth, topic, 'gone');
  await page.goto(`/mappings/new?sensor=${sensor.id}`);
  await page.getByLabel('Message').selectOption('availability');
  await page.getByLabel('Topic filter').fill(topic);
  await page.getByLabel('It is there').fill('here');
  await page.getByLabel('It is gone').fill('gone');
  await expect(page.getByRole('region', { name: 'On the wire' })).toContainText('The sensor is offline');
  await page.getByRole('button', { name: 'Save mapping' }).click();
  await expect(page.getByRole('heading', { level: 1, name: sensor.name })).toBeVisible();

  await expect
    .poll(async () => {
      await publish(hearth, topic, 'gone');
      return page.getByText('offline since').count();
    })
    .toBeGreaterThan(0);
  await publish(hearth, topic, 'here');
  await expect(page.getByText('offline since')).toHaveCount(0);
});
