import { existsSync, readFileSync } from 'node:fs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureKafkaJars, hasKafkaJars } from './kafka-jars.mjs';
import { ensurePages } from './pages.mjs';
import { ensurePrismaClient } from './prisma-client.mjs';
import { ensurePrograms, FOR_TESTS, JAVA, MAVEN } from './programs.mjs';
import { step } from './run.mjs';
import { ensureElasticsearchJars, ensureSearchJars } from './search-jars.mjs';
import { ensureServerBundle } from './server-bundle.mjs';

/** npm packages and the database client: enough for every tool that needs no server. */
export async function prepareSources() {
  await step('packages', ensureDependencies);
  await step('client', ensurePrismaClient);
}

/** Java and Kafka's jars, unless a Kafka of one's own is named. */
export async function prepareKafka() {
  if (namedInEnvironment('KAFKA_BROKERS')) return;
  await step('programs', () => ensurePrograms(hasKafkaJars() ? [JAVA] : [JAVA, MAVEN]));
  await step('Kafka jars', ensureKafkaJars);
}

/** The pages and the server as they run; built only when their sources changed. */
export async function prepareProgram() {
  await step('server', ensureServerBundle);
  await step('pages', ensurePages);
}

export async function prepareTests() {
  await step('test tools', () => ensurePrograms([...FOR_TESTS, MAVEN]));
  await step('OpenSearch jars', ensureSearchJars);
  await step('Elasticsearch jars', ensureElasticsearchJars);
}

function namedInEnvironment(name) {
  if (process.env[name]) return true;
  return existsSync('.env') && new RegExp(`^\\s*${name}\\s*=\\s*\\S`, 'm').test(readFileSync('.env', 'utf8'));
}
