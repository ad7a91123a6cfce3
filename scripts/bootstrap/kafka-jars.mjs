import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { runQuietly } from './run.mjs';
import { isStamped, writeStamp } from './stamp.mjs';

const POM = 'server/embedded/kafka/pom.xml';
const LIBS = 'server/embedded/kafka/libs';
const STAMP = `${LIBS}/.pom`;

export function hasKafkaJars() {
  return isStamped(STAMP, pomDigest());
}

/** Kafka's jars from Maven Central, fetched anew when the pom changed. */
export function ensureKafkaJars() {
  if (hasKafkaJars()) return false;
  rmSync(LIBS, { recursive: true, force: true });
  runQuietly('mvn', ['-B', '-q', 'package', '-f', POM]);
  writeStamp(STAMP, pomDigest());
}

function pomDigest() {
  return createHash('sha256').update(readFileSync(POM)).digest('hex');
}
