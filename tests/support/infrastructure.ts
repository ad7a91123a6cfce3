import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** `host:port`, comma-separated. */
    kafkaBrokers: string;
    /** An admin's address: fresh databases are made there. */
    databaseUrl: string;
  }
}

/** One Kafka and one PostgreSQL for every integration test: those the environment names. */
export default async function setup(project: TestProject): Promise<void> {
  const { TEST_KAFKA_BROKERS: kafkaBrokers, TEST_DATABASE_URL: databaseUrl } = process.env;
  if (kafkaBrokers === undefined || databaseUrl === undefined) {
    throw new Error('Set TEST_KAFKA_BROKERS and TEST_DATABASE_URL.');
  }
  project.provide('kafkaBrokers', kafkaBrokers);
  project.provide('databaseUrl', databaseUrl);
}
