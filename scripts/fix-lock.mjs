import './bootstrap/at-root.mjs';
import { readFileSync, writeFileSync } from 'node:fs';

// npm writes into the lock file only those optional packages that it looked at, and npm ci on another platform refuses a lock
// file where one is missing. This puts them back; version, system and processor follow from the name. Run it after every
// npm install.
const SYSTEMS = {
  darwin: 'darwin',
  win32: 'win32',
  windows: 'win32',
  linux: 'linux',
  linuxmusl: 'linux',
  android: 'android',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  sunos: 'sunos',
  aix: 'aix',
  openharmony: 'openharmony',
};
const PROCESSORS = 'x64 arm64 arm ia32 ppc64 riscv64 s390x loong64 mips64el wasm32'.split(' ');

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const added = missingOptionals(lock.packages);
const all = Object.entries({ ...added, ...lock.packages }).sort(([one], [other]) => (one < other ? -1 : 1));
lock.packages = Object.fromEntries(all);
writeFileSync('package-lock.json', `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(`${Object.keys(added).length} packages of other platforms added.`);

function missingOptionals(packages) {
  const wanted = Object.entries(packages).flatMap(([place, owner]) =>
    Object.entries(owner.optionalDependencies ?? {}).map(([name, range]) => ({ place, owner, name, range })),
  );
  const missing = wanted.filter(({ place, name }) => !isResolved(packages, place, name));
  return Object.fromEntries(missing.map((one) => [`node_modules/${one.name}`, entryFor(one)]));
}

/** Looks where Node would: beside the owner, then in every folder above it. */
function isResolved(packages, place, name) {
  if (`${place === '' ? '' : `${place}/`}node_modules/${name}` in packages) return true;
  if (place === '') return false;
  const end = place.lastIndexOf('/node_modules/');
  return isResolved(packages, end < 0 ? '' : place.slice(0, end), name);
}

function entryFor({ owner, name, range }) {
  const words = name.split('/').at(-1).split('-');
  const system = words.map((word) => SYSTEMS[word]).find(Boolean);
  const processor = words
    .map((word) => (word === 'armv7' || word === 'gnueabihf' ? 'arm' : word))
    .find((word) => PROCESSORS.includes(word));
  return {
    version: range.replace(/^[\^~=v]+/, ''),
    optional: true,
    ...Object.fromEntries(
      ['dev', 'peer', 'devOptional'].filter((mark) => owner[mark]).map((mark) => [mark, true]),
    ),
    ...(system && { os: [system] }),
    ...(processor && { cpu: [processor] }),
    ...(system === 'linux' && words.some((word) => word.endsWith('musl')) && { libc: ['musl'] }),
  };
}
