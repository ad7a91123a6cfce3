import { connectAsync } from 'mqtt';
import { teach } from '@/tests/support/teach';
import { expect, type HearthUnderTest, test } from './hearth-test';

async function publish(hearth: HearthUnderTest, plug: string, ...totals: readonly number[]): Promise<void> {
  const client = await connectAsync(hearth.mqttUrl ?? '');
  for (const Total of totals)
    await client.publishAsync(`tele/${plug}/SENSOR`, JSON.stringify({ ENERGY: { Total } }), { qos: 1 });
  await client.endAsync();
}

test('a new plug continues the washing machine: no step in its meter, a mark in its chart, and back again', async ({
  page,
  hearth,
}, { project }) => {
  const [old, fresh] = [`e2e_old_${project.name}`, `e2e_new_${project.name}`];
  const [id, name] = [`e2e-washer-${project.name}`, `Washing machine ${project.name}`];
  await teach(hearth.databaseUrl, {
    sensors: [{ id, name, device: { family: 'tasmota', key: old } }],
    mappings: [],
  });
  await expect
    .poll(async () => {
      await publish(hearth, old, 1_204.3);
      return (await page.request.get(`/api/v1/sensors/${id}`)).json();
    })
    .toMatchObject({ sensor: { series: [{ quantity: 'energy' }] } });
  await publish(hearth, fresh, 0.2);

  await page.goto('/sensors/new');
  const row = page.getByRole('listitem').filter({ hasText: fresh });
  await row.getByRole('link', { name: /continues a sensor/ }).click();
  await page.getByLabel('It continues').selectOption({ label: name });
  await expect(page.getByRole('region', { name: 'Counters' })).toContainText(
    'The old meter ended at 1,204.3 kWh, the new one begins at 0.2 kWh: + 1,204.1 kWh.',
  );
  const heard = page.getByRole('radio', { name: /^Since it was first heard/ });
  const fromNow = page.getByRole('radio', { name: 'From now on' });
  await expect(heard).toHaveAccessibleDescription(
    /Energy goes on from 1,204.3 kWh, while the new meter says 0.2 kWh\./,
  );
  await heard.focus();
  await page.keyboard.press('ArrowDown');
  await expect(fromNow).toBeChecked();
  await expect(fromNow).toBeFocused();
  await expect(fromNow).toHaveAccessibleDescription(/^The past stays as it is\./);
  await page.keyboard.press('ArrowUp');
  await expect(heard).toBeChecked();
  await expect(page.getByRole('region', { name: 'What follows' })).toContainText(
    `${old} feeds it no longer.`,
  );
  await page.getByRole('button', { name: `Continue ${name}` }).click();
  await expect(page.getByText(`${fresh} continues ${name}.`)).toBeVisible();
  await page.getByRole('link', { name: `Show ${name}` }).click();

  await expect
    .poll(async () => {
      await publish(hearth, fresh, 6.9);
      return page.getByTestId('value').textContent();
    })
    .toContain('1,211');
  await page.goto(`/sensors/${id}?range=15min`);
  await expect(page.getByTestId('swap-mark')).toContainText(`Swap: ${fresh}`);

  await page.goto(`/sensors/${id}/edit`);
  const swaps = page.getByRole('region', { name: 'Swapped devices' });
  await expect(swaps).toContainText(`in the place of ${old}, Energy + 1,204.1`);
  await swaps.getByRole('button', { name: 'Take it back' }).click();
  await expect(swaps).toBeHidden();
  await page.goto(`/sensors/${id}?range=15min`);
  await expect
    .poll(async () => {
      await publish(hearth, old, 1_208.4);
      return page.getByTestId('value').textContent();
    })
    .toContain('1,208');
  await expect(page.getByTestId('swap-mark')).toHaveCount(0);
});
