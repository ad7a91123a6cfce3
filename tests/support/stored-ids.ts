import pg from 'pg';

/** How often each id stands in `telemetry.reading` as a value of the sensors whose names begin so. */
export async function storedIds(
  databaseUrl: string,
  sensorPrefix: string,
): Promise<ReadonlyMap<number, number>> {
  return withDatabase(databaseUrl, async (client) => {
    const rows = await client.query<{ value: number; copies: string }>(
      `SELECT reading.value, count(*) AS copies
         FROM telemetry.reading JOIN series ON series.id = reading.series_id
        WHERE series.sensor_id LIKE $1 GROUP BY 1`,
      [`${sensorPrefix}-%`],
    );
    return new Map(rows.rows.map((row) => [row.value, Number(row.copies)]));
  });
}

/** One connection for one piece of work. */
export async function withDatabase<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
