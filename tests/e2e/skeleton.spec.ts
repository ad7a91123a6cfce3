import pg from 'pg';
import { expect, test } from './hearth-test';

const LISTS = [
  { from: '/more', link: 'Mappings', heading: 'Mappings' },
  { from: '/', link: 'Sensors', heading: 'Sensors' },
  { from: '/', link: 'History', heading: 'History' },
  { from: '/sensors', link: 'Rooms and floors', heading: 'Rooms' },
];

for (const { from, link, heading } of LISTS) {
  test(`${heading}: its skeleton stands while PostgreSQL takes its time, then the list${heading === 'Sensors' ? '' : ' @desktop'}`, async ({
    page,
    hearth,
    aSensor,
  }) => {
    await aSensor();
    await page.goto(from);
    const skeleton = page.getByTestId('skeleton');
    const database = new pg.Client({ connectionString: hearth.databaseUrl });
    await database.connect();
    await database.query('BEGIN');
    await database.query('LOCK TABLE sensor, mapping, room IN ACCESS EXCLUSIVE MODE');
    await page.getByRole('link', { name: link, exact: true }).filter({ visible: true }).first().click();

    await expect(skeleton).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await database.query('ROLLBACK');
    await database.end();
    await expect(skeleton).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  });
}
