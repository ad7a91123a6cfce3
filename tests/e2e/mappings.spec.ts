import { expect, test } from './hearth-test';
import { openMapping, pick, publish, region, saveButton } from './mapping-page';

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
  await pick(page, /^t\b/);
  const readings = region(page, 'Readings from it');
  // Tenths are what a number of that size is.
  await expect(readings.getByLabel('Scale')).toHaveValue('0.1');
  await expect(readings).toContainText('18.6 °C');
  await expect(readings).toContainText('$.air.rh');
  await readings.getByRole('button', { name: 'Add $.air.rh' }).click();
  await expect(readings.getByLabel('Quantity').nth(1)).toHaveValue('humidity');
  await expect(readings).toContainText('71 %');
  await saveButton(page, 'Save mapping').click();

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect
    .poll(async () => {
      await publish(hearth, topic, JSON.stringify({ air: { t: 201, rh: 64 } }));
      return page.getByTestId('value').count();
    })
    .toBe(1);
  await expect(page.getByTestId('value')).toContainText('20.1');
});

test('a draft is rehearsed on what has come, saved as the next version, and taken back', async ({
  page,
  hearth,
  aSensor,
}) => {
  const sensor = await aSensor({ name: 'Rehearsed' });
  await publish(hearth, `e2e/${sensor.id}`, '{"at":0,"h":43}');
  await sensor.publish(21.5);
  await openMapping(page, sensor);
  const readings = region(page, 'Readings from it');
  await expect(readings).toContainText('21.5 °C');

  await readings.getByLabel('Offset').fill('0.5');
  await expect(readings).toContainText('22.0 °C');
  await expect(readings).toContainText('was 21.5');
  await expect(page.getByText('Draft of v2').filter({ visible: true })).toBeVisible();
  const rehearsal = region(page, 'Rehearsal');
  await rehearsal.getByRole('button', { name: 'Rehearse' }).click();
  await expect(rehearsal.getByTestId('matched')).toHaveText('2');
  await expect(rehearsal).toContainText('1 decoded');
  await expect(rehearsal).toContainText('Why 1 failed');
  await rehearsal.getByText('value missing: $.t').click();
  await expect(rehearsal).toContainText('{"at":0,"h":43}');
  await expect(rehearsal.getByRole('img')).toHaveAccessibleName(/as the draft reads it: 22.0.*Today: 21.5/);
  await saveButton(page, 'Save as v2').click();

  await expect(page.getByText('Saved as v2.')).toBeVisible();
  const sample = region(page, 'Sample');
  await expect(sample).toContainText('v2 was made on this message.');
  await sensor.publish(35.5);
  await expect(sample).toContainText('v2 was made on a message of');
  await sample.getByRole('button', { name: 'Show it' }).click();
  await expect(sample).toContainText('v2 was made on this message.');
  await expect(sample).toContainText('21.5');
  const versions = region(page, 'Versions');
  await expect(versions).toContainText('offset of temperature: 0 → 0.5');
  await versions.getByRole('button', { name: 'Restore version 1' }).click();

  await expect(page.getByText('Restored as v3.')).toBeVisible();
  await expect(readings.getByLabel('Offset')).toHaveValue('');
  await expect(versions).toContainText('as in version 1');
});

test('one mapping feeds a sensor for each room that its topic names @desktop', async ({ page, hearth }) => {
  for (const room of ['cellar', 'attic']) await publish(hearth, `e2e-rooms/${room}/air`, '{"t":18.5}');
  await page.goto('/mappings/new?topic=e2e-rooms/{room}/air');
  await region(page, 'Topic').getByRole('button', { name: 'cellar', exact: true }).click();
  await expect(region(page, 'Sample')).toContainText('cellar');
  await pick(page, /^t\b/);
  await page.getByLabel('It feeds').selectOption({ label: 'a sensor for each room' });
  await page.getByRole('button', { name: 'Add “Cellar air”' }).click();
  await expect(page.getByLabel('Sensor of cellar')).not.toHaveValue('');
  const rehearsal = region(page, 'Rehearsal');
  await rehearsal.getByRole('button', { name: 'Rehearse' }).click();
  await expect(rehearsal).toContainText('no sensor of that name yet');
  await page.getByRole('button', { name: 'Add “Attic air”' }).click();
  await expect(page.getByLabel('Sensor of attic')).not.toHaveValue('');
  await saveButton(page, 'Save mapping').click();

  await expect(region(page, 'Versions')).toContainText('v1');
  await page.goto('/mappings');
  const row = page.getByRole('listitem').filter({ hasText: 'e2e-rooms/{room}/air' });
  await expect(row).toContainText('Attic air');
  await expect(row).toContainText('Cellar air');
});

test('a draft outlives a reload, and leaving asks @desktop', async ({ page, aSensor }) => {
  const sensor = await aSensor({ name: 'Drafted' });
  await openMapping(page, sensor);
  await page.getByLabel('Offset').fill('7');
  await expect(page.getByText('Draft of v2').filter({ visible: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText('What you typed before the page was loaded again')).toBeVisible();
  await expect(page.getByLabel('Offset')).toHaveValue('7');

  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.message());
    return dialog.dismiss();
  });
  await page.getByRole('link', { name: 'Sensors' }).filter({ visible: true }).first().click();
  await expect.poll(() => asked).toEqual(['What you changed is not saved. Leave this page?']);
  await expect(page.getByLabel('Offset')).toHaveValue('7');
  await saveButton(page, 'Discard').click();

  await expect(page.getByLabel('Offset')).toHaveValue('');
  await page.getByRole('link', { name: 'Sensors' }).filter({ visible: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sensors' })).toBeVisible();
});

test('what is wrong with a mapping stands at its field, and nothing typed is lost', async ({
  page,
  aSensor,
}) => {
  const sensor = await aSensor();
  await page.goto(`/mappings/new?sensor=${sensor.id}`);
  await page.getByLabel('Topic filter').fill('home/#/t');
  await page.getByRole('button', { name: 'By hand' }).click();
  await page.getByLabel('Scale').fill('tenfold');
  await saveButton(page, 'Save mapping').click();

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
  await pick(page, /^rh\b/);
  await saveButton(page, 'Save mapping').click();
  await expect(page.getByRole('heading', { level: 1, name: sensor.name })).toBeVisible();
  await page.goto('/mappings');
  await page.getByLabel('Search mappings').fill(`${sensor.id} humidity`);
  await page.getByRole('link', { name: sensor.name }).filter({ visible: true }).click();

  await page.getByLabel('Topic filter').fill(topicOf('{place}'));
  await page.getByRole('button', { name: 'More of Humidity' }).click();
  await page.getByLabel('Channel from the topic').selectOption({ label: 'place' });
  await expect(region(page, 'Readings from it')).toContainText('bath');
  await saveButton(page, 'Save as v2').click();

  await expect(region(page, 'Versions')).toContainText('v2');
  await expect
    .poll(async () => {
      await publish(hearth, topicOf('cellar'), '{"rh":71}');
      const answer = await (await page.request.get(`/api/v1/sensors/${sensor.id}`)).json();
      return answer.sensor.series.map(({ channel }: { channel: string | null }) => channel);
    })
    .toContain('cellar');
});

test('a mapping is found in the list, edited as a new version, and removed', async ({ page, aSensor }) => {
  const sensor = await aSensor({ name: 'Mapped' });
  await page.goto('/mappings');
  await page.getByLabel('Search mappings').fill(`${sensor.id} temp`);
  await page.getByRole('link', { name: sensor.name }).click();
  await expect(page.getByLabel('Topic filter')).toHaveValue(`e2e/${sensor.id}`);
  await page.getByLabel('Offset').fill('-1.5');
  await saveButton(page, 'Save as v2').click();
  await expect(region(page, 'Versions')).toContainText('v2');
  await page.reload();
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
  await region(page, 'Message').getByRole('combobox', { name: 'Message' }).selectOption('availability');
  await page.getByLabel('Topic filter').fill(topic);
  await page.getByLabel('It is there').fill('here');
  await page.getByLabel('It is gone').fill('gone');
  await expect(page.getByText('The sensor is offline')).toBeVisible();
  await saveButton(page, 'Save mapping').click();
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

test('a second reading of one quantity, and a second topic of one series, are told apart before they are saved @desktop', async ({
  page,
  hearth,
  aSensor,
}) => {
  const sensor = await aSensor();
  const topicOf = (level: string) => `e2e/${sensor.id}/${level}/both`;
  for (const level of ['north', 'south'])
    await publish(hearth, topicOf(level), '{"supply":{"temp":41.5},"return":{"temp":33.5}}');
  await page.goto(`/mappings/new?sensor=${sensor.id}`);
  await page.getByLabel('Topic filter').fill(topicOf('{side}'));
  const sample = region(page, 'Sample');
  await sample.getByRole('button', { name: /41.5/ }).click();
  await sample.getByRole('button', { name: /33.5/ }).click();

  const readings = region(page, 'Readings from it');
  await expect(readings).toContainText('the channel “return” tells this one apart');
  await readings.getByRole('button', { name: 'More of Temperature' }).nth(1).click();
  await readings.getByLabel('Channel', { exact: true }).fill('');
  await expect(readings).toContainText('Temperature is read above already');
  await readings.getByRole('button', { name: 'Channel “return” for this one' }).click();
  await expect(readings.getByLabel('Channel', { exact: true })).toHaveValue('return');
  await expect(readings.getByText('2 topics give this, and count as one series.')).toHaveCount(2);
  await readings.getByRole('button', { name: 'A channel for each side' }).first().click();
  await expect(readings.getByText('2 topics give this, and count as one series.')).toHaveCount(1);
  await saveButton(page, 'Save mapping').click();
  await expect(page.getByRole('heading', { level: 1, name: sensor.name })).toBeVisible();
  await expect
    .poll(async () => {
      for (const level of ['north', 'south'])
        await publish(hearth, topicOf(level), '{"supply":{"temp":41.5},"return":{"temp":33.5}}');
      const answer = await (await page.request.get(`/api/v1/sensors/${sensor.id}`)).json();
      return answer.sensor.series.map(({ channel }: { channel: string | null }) => channel).toSorted();
    })
    .toEqual(['north', 'return', 'south']);
});
