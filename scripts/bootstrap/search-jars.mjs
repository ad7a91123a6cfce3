import { javaOf } from './javas.mjs';
import { ensureJars } from './maven-jars.mjs';

/** OpenSearch 3 wants Java 21; where there is none older, the tests run against OpenSearch 2. */
const NEEDS_JAVA = 21;

/** The OpenSearch that the tests start, and with which Java. */
export function searchForTests() {
  const newer = javaOf(NEEDS_JAVA);
  return newer === undefined
    ? { folder: 'tests/support/opensearch/2', java: 'java' }
    : { folder: 'tests/support/opensearch/3', java: newer };
}

export function ensureSearchJars() {
  return ensureJars(searchForTests().folder);
}
