import { javaOf, jdkOf } from './javas.mjs';
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

const ELASTICSEARCH = 'tests/support/elasticsearch/9';

/** The Elasticsearch of the smoke test, and with which Java; undefined where there is no JDK that is new enough. */
export function elasticsearchForTests() {
  const java = jdkOf(NEEDS_JAVA);
  return java === undefined ? undefined : { folder: ELASTICSEARCH, java };
}

export function ensureElasticsearchJars() {
  return elasticsearchForTests() === undefined ? false : ensureJars(ELASTICSEARCH);
}
