import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Where Linux distributions and macOS keep theirs. */
const FOLDERS = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines'];

/** A Java of that version or a newer one: JAVA_HOME's, the one on PATH, or one that is installed beside it. */
export function javaOf(version) {
  return candidates().find((java) => versionOf(java) >= version);
}

/** The same with a compiler beside it. */
export function jdkOf(version) {
  return candidates().find((java) => hasCompiler(java) && versionOf(java) >= version);
}

function candidates() {
  const home = process.env.JAVA_HOME;
  const installed = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder).flatMap((name) => [
      path.join(folder, name, 'bin', 'java'),
      path.join(folder, name, 'Contents', 'Home', 'bin', 'java'),
    ]),
  );
  return [...(home === undefined ? [] : [path.join(home, 'bin', 'java')]), 'java', ...installed];
}

function hasCompiler(java) {
  return java.includes(path.sep) && existsSync(path.join(path.dirname(java), 'javac'));
}

function versionOf(java) {
  if (java.includes(path.sep) && !existsSync(java)) return 0;
  const { stderr = '', stdout = '' } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec((stderr ?? '') + (stdout ?? ''))?.[1] ?? 0);
}
