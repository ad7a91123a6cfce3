import pg from 'pg';

/** A connection that tells by its next answer that it was ended between two questions, instead of ending the process. */
export function quietClient(config: pg.ClientConfig): pg.Client {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  return client;
}
