import { Pool } from 'undici';

const AT_ONCE = 4;
const INDEX = 'bare-bulk';

/** Documents a second of a loop that does nothing but send what was written down before, as many requests at a time as Hearth. */
export async function bareBulk(
  url: string,
  mapping: object,
  bodies: readonly Buffer[],
  documents: number,
): Promise<number> {
  const pool = new Pool(url, { connections: AT_ONCE });
  await send(pool, 'PUT', `/${INDEX}`, JSON.stringify({ mappings: mapping })).catch(() => undefined);
  const waiting = [...bodies];
  const startedMs = performance.now();
  const loop = async () => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop())
      await send(pool, 'POST', `/${INDEX}/_bulk?filter_path=errors`, body);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
  const tookS = (performance.now() - startedMs) / 1_000;
  await pool.destroy();
  return documents / tookS;
}

async function send(pool: Pool, method: 'PUT' | 'POST', path: string, body: string | Buffer): Promise<void> {
  const type = method === 'POST' ? 'application/x-ndjson' : 'application/json';
  const response = await pool.request({ method, path, body, headers: { 'content-type': type } });
  const text = await response.body.text();
  if (response.statusCode !== 200 || text.includes('"errors":true')) throw new Error(text.slice(0, 300));
}
