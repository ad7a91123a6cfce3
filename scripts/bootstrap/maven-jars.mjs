import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { runQuietly } from './run.mjs';
import { isStamped, writeStamp } from './stamp.mjs';

/** The jars that a folder's pom.xml names, in its libs/. */
export function hasJars(folder) {
  return isStamped(stampIn(folder), pomDigest(folder));
}

/** Fetched from Maven Central, anew when the pom changed. False when they are there. */
export function ensureJars(folder) {
  if (hasJars(folder)) return false;
  rmSync(`${folder}/libs`, { recursive: true, force: true });
  runQuietly('mvn', ['-B', '-q', 'package', '-f', `${folder}/pom.xml`]);
  writeStamp(stampIn(folder), pomDigest(folder));
}

function stampIn(folder) {
  return `${folder}/libs/.pom`;
}

function pomDigest(folder) {
  return createHash('sha256')
    .update(readFileSync(`${folder}/pom.xml`))
    .digest('hex');
}
