import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { CannotGoOn, runQuietly } from './run.mjs';
import { isStamped, stampOf, writeStamp } from './stamp.mjs';

/** What npm can't bring: how to see that it is there, its Debian packages (the first that exists), and what else would do. */
export const JAVA = {
  name: 'Java 17 or newer',
  found: hasJava,
  packages: ['openjdk-17-jre-headless', 'openjdk-21-jre-headless', 'default-jre-headless'],
  otherwise:
    'macOS: brew install openjdk; or set KAFKA_BROKERS to a Kafka of your own, in Docker for instance',
};
export const MAVEN = {
  name: 'Maven',
  found: () => onPath('mvn') !== undefined,
  packages: ['maven'],
  otherwise:
    'macOS: brew install maven; it fetches Kafka once, which KAFKA_BROKERS, a Kafka of your own, spares',
};
export const FOR_TESTS = [
  {
    name: 'Chromium',
    found: hasBrowser,
    packages: ['chromium', 'chromium-browser'],
    otherwise: 'npx playwright install chromium',
  },
  {
    name: 'Mosquitto',
    // Debian keeps it among the administrator's programs, which a user's PATH may lack.
    found: () => onPath('mosquitto', ['/usr/sbin', '/usr/local/sbin']) !== undefined,
    packages: ['mosquitto'],
    otherwise: 'macOS: brew install mosquitto',
  },
  {
    name: "Mosquitto's clients",
    found: () => onPath('mosquitto_pub') !== undefined,
    packages: ['mosquitto-clients'],
    otherwise: 'macOS: brew install mosquitto',
  },
  {
    name: 'OpenSSL',
    found: () => onPath('openssl') !== undefined,
    packages: ['openssl'],
    otherwise: 'macOS: brew install openssl',
  },
  {
    name: 'Python 3 with paho',
    found: () => pythonWithPaho() !== undefined,
    packages: ['python3-paho-mqtt'],
    otherwise: 'python3 -m pip install paho-mqtt',
  },
  {
    name: 'A C++ compiler',
    found: () => compiler() !== undefined,
    packages: ['g++'],
    otherwise: 'macOS: xcode-select --install',
  },
];

/** It compiles for this computer what runs on microcontrollers. */
export function compiler() {
  return onPath('g++') ?? onPath('c++');
}

/** A Python that has it: the first on PATH may be another than the one that the system's packages are for. */
export function pythonWithPaho() {
  return ['python3', '/usr/bin/python3'].find((python) =>
    succeeds(python, ['-c', 'import paho.mqtt.client']),
  );
}

/** Finds these programs; installs those that are missing where that is possible, else says what to do. */
export function ensurePrograms(programs) {
  const missing = programs.filter((program) => !program.found());
  if (missing.length === 0) return false;
  if (mayInstall()) install(missing);
  const stillMissing = missing.filter((program) => !program.found());
  if (stillMissing.length > 0) throw new CannotGoOn(stillMissing.map(wayOut).join('\n'));
}

export function wayOut({ name, packages, otherwise }) {
  return `${name} is missing: install it (Debian and Ubuntu: apt-get install ${packages[0]}; ${otherwise}).`;
}

function mayInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && onPath('apt-get') !== undefined;
}

function install(programs) {
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  runQuietly('apt-get', ['update', '-q'], environment);
  const wanted = programs.map(({ packages }) => packages.find(existsForApt) ?? packages[0]);
  runQuietly('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...wanted], environment);
}

function existsForApt(name) {
  return /Candidate: \d/.test(spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout ?? '');
}

/** The first program of that name; `more` are folders to look into after PATH. */
export function onPath(name, more = []) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...more];
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`, `${name}.bat`] : [name];
  return folders.flatMap((folder) => names.map((file) => path.join(folder, file))).find(isProgram);
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// Asking Java takes as long as a tenth of a start; what it answered holds until it is another file.
function hasJava() {
  const java = onPath('java');
  if (java === undefined) return process.env.JAVA_HOME !== undefined;
  const stamp = `${realpathSync(java)} ${stampOf([realpathSync(java)])}`;
  if (isStamped(JAVA_STAMP, stamp)) return true;
  const { stderr = '', stdout = '' } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(\d+)/.exec(stderr + stdout)?.[1]);
  if (!(version >= 17)) return false;
  writeStamp(JAVA_STAMP, stamp);
  return true;
}

const JAVA_STAMP = 'node_modules/.cache/hearth/java';

function hasBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  if (names.some((name) => onPath(name) !== undefined)) return true;
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(homedir(), '.cache', 'ms-playwright');
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('chromium'));
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
