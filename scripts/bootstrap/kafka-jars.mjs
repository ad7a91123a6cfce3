import { ensureJars, hasJars } from './maven-jars.mjs';

const FOLDER = 'server/embedded/kafka';

export function hasKafkaJars() {
  return hasJars(FOLDER);
}

export function ensureKafkaJars() {
  return ensureJars(FOLDER);
}
