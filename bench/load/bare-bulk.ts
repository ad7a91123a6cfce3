import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';

const REQUEST = 2_000;
const AT_ONCE = 4;
const INDEX = 'bare-bulk';

/** Documents a second of a loop that only sends what was written down before, as many at a time as Hearth does. */
export async function bareBulk(url: string, documents: number): Promise<number> {
  const bodies = Array.from({ length: documents / REQUEST }, (_, n) => bodyOf(n));
  const pool = new Pool(url, { connections: AT_ONCE });
  await send(
    pool,
    'PUT',
    `/${INDEX}`,
    JSON.stringify({ mappings: { dynamic: false, properties: PROPERTIES } }),
  ).catch(() => undefined);
  const startedMs = performance.now();
  const loop = async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop())
      await send(pool, 'POST', '/_bulk?filter_path=errors', body);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
  const tookS = (performance.now() - startedMs) / 1_000;
  await pool.destroy();
  return documents / tookS;
}

const keyword = { type: 'keyword' };
const PROPERTIES = {
  '@timestamp': { type: 'date' },
  sensor: { properties: { id: keyword, name: keyword, room: keyword } },
  quantity: keyword,
  value: { type: 'double' },
  unit: keyword,
  quality: keyword,
  uid: keyword,
};

function bodyOf(round: number): string {
  let text = '';
  for (let n = 0; n < REQUEST; n += 1) {
    const uid = randomUUID();
    const at = new Date(Date.now() + round * REQUEST + n).toISOString();
    text += `{"index":{"_index":"${INDEX}","_id":"${uid}:sensor-${n % 50}:temperature::${Date.now()}","version":0,"version_type":"external_gte"}}\n`;
    text += `{"@timestamp":"${at}","sensor":{"id":"sensor-${n % 50}","name":"Sensor ${n % 50}"},"quantity":"temperature","value":${n / 100},"unit":"°C","quality":"plausible","uid":"${uid}"}\n`;
  }
  return text;
}

async function send(pool: Pool, method: 'PUT' | 'POST', path: string, body: string): Promise<void> {
  const type = method === 'POST' ? 'application/x-ndjson' : 'application/json';
  const response = await pool.request({ method, path, body, headers: { 'content-type': type } });
  const text = await response.body.text();
  if (response.statusCode !== 200 || text.includes('"errors":true')) throw new Error(text.slice(0, 300));
}
