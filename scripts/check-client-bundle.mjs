import './bootstrap/at-root.mjs';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensurePages } from './bootstrap/pages.mjs';
import { runScript, step } from './bootstrap/run.mjs';

const CHUNKS = '.next/static';
// Each word survives minification, because it is a string or a property that the code can't do without.
const FORBIDDEN = {
  zod: ['invalid_union', 'ZodError', '_zod'],
  kafkajs: ['KafkaJS'],
  pg: ['pg-pool', 'SCRAM-SHA-256', 'sslnegotiation'],
  Prisma: ['PrismaClient'],
  aedes: ['aedes'],
  pino: ['pino'],
  'the server': ['HEARTH_DATA_DIR', 'KAFKA_BROKERS', 'DATABASE_URL', 'consumer_offset', 'telemetry.reading'],
};

await runScript(async () => {
  await step('pages', ensurePages);
  const chunks = scriptsBelow(CHUNKS);
  if (chunks.length === 0) throw new Error(`No scripts below ${CHUNKS}: the pages were not built.`);
  const found = chunks.flatMap(forbiddenIn);
  for (const line of found) console.error(line);
  if (found.length > 0) process.exitCode = 1;
  else console.log(`${chunks.length} chunks hold nothing of ${Object.keys(FORBIDDEN).join(', ')}.`);
});

function forbiddenIn(file) {
  const code = readFileSync(file, 'utf8');
  return Object.entries(FORBIDDEN).flatMap(([what, words]) =>
    words
      .filter((word) => code.includes(word))
      .map((word) => `${file} is sent to browsers and holds "${word}" of ${what}.`),
  );
}

function scriptsBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, name))
    .filter((file) => file.endsWith('.js'));
}
