import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What a result was made of, as one short text: name, size and time of change of every file below these places.
 * Cheap enough for every start; a place that doesn't exist counts as such.
 * @param {readonly string[]} places
 * @param {{ readonly without?: readonly string[] }} options
 */
export function stampOf(places, { without = [] } = {}) {
  const hash = createHash('sha256');
  for (const place of places)
    addTo(
      hash,
      path.normalize(place),
      without.map((one) => path.normalize(one)),
    );
  return hash.digest('hex');
}

/** Whether what the stamp file says was made of the same. */
export function isStamped(file, stamp) {
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

export function writeStamp(file, stamp) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}

function addTo(hash, place, without) {
  if (without.includes(place)) return;
  const stats = statSync(place, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    for (const name of readdirSync(place).sort()) addTo(hash, path.join(place, name), without);
  } else {
    hash.update(`${place}:${stats?.size}:${stats?.mtimeMs}\n`);
  }
}
