import { readFileSync, statSync, utimesSync } from 'node:fs';
import { CannotGoOn, runQuietly } from './run.mjs';

const LOCK = 'package-lock.json';
const INSTALLED = 'node_modules/.package-lock.json';

/** Installs the npm packages of the lock file when there are none, or others. */
export function ensureDependencies() {
  refuseOldNode();
  if (isInstalled()) return false;
  runQuietly('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    NODE_ENV: 'development',
  });
}

function isInstalled() {
  const installedMs = changedMs(INSTALLED);
  if (installedMs === undefined) return false;
  if (installedMs >= (changedMs(LOCK) ?? 0)) return true;
  // A checkout touches the lock file without changing it.
  const same = missingPackages(readPackages(LOCK), readPackages(INSTALLED)).length === 0;
  if (same) utimesSync(INSTALLED, new Date(), new Date());
  return same;
}

/** Packages of the lock file that are installed in another version or not at all; optional ones may be of other platforms. */
export function missingPackages(locked, installed) {
  return Object.entries(locked)
    .filter(([place, entry]) => place !== '' && !entry.optional && !entry.devOptional)
    .filter(([place, entry]) => installed[place]?.version !== entry.version)
    .map(([place]) => place);
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function changedMs(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = readLeastNode();
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  throw new CannotGoOn(
    `Hearth needs Node.js ${leastMajor}.${leastMinor} or newer and this is ${process.versions.node}: install a newer one from https://nodejs.org or by your system's packages.`,
  );
}

function readLeastNode() {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
  return engines.node.replace('>=', '').split('.').map(Number);
}
