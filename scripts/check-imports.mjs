import './bootstrap/at-root.mjs';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import { transformSync } from 'esbuild';

// dependency-cruiser reads TypeScript through an interface that TypeScript 7 no longer has. So it is shown the same tree as
// JavaScript, in which every import still stands, those of types too.
const SHADOW = path.resolve('dist/imports');
const FOLDERS = ['app', 'bench', 'components', 'contracts', 'prisma/client', 'server', 'tests', 'tools'];
const SOURCES = /\.(ts|tsx|mts|js|jsx|mjs)$/;

rmSync(SHADOW, { recursive: true, force: true });
const files = FOLDERS.flatMap(sourcesBelow);
for (const file of files) writeShadow(file);

const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const result = await cruise(
  FOLDERS.filter((folder) => files.some((file) => file.startsWith(`${folder}/`))),
  {
    baseDir: SHADOW,
    validate: true,
    ruleSet: { forbidden },
    doNotFollow: { path: 'node_modules' },
    outputType: 'err',
  },
);
const violations = resultOf(result.output);
console.log(violations);
process.exitCode = result.exitCode === 0 ? 0 : 1;

function resultOf(output) {
  return typeof output === 'string' ? output.trim() : JSON.stringify(output.summary, undefined, 2);
}

function sourcesBelow(folder) {
  try {
    return readdirSync(folder, { recursive: true })
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
      .filter((file) => SOURCES.test(file) && !file.endsWith('.d.ts'));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function writeShadow(file) {
  const shadow = path.join(SHADOW, file.replace(SOURCES, '.js'));
  mkdirSync(path.dirname(shadow), { recursive: true });
  writeFileSync(shadow, withRelativeImports(file, asJavaScript(file)));
}

function asJavaScript(file) {
  const source = readFileSync(file, 'utf8')
    .replace(/^(import) type(?=\s)/gm, '$1')
    .replace(/^(export) type(?=\s*[{*])/gm, '$1')
    .replace(/([{,]\s*)type (?=\w)/g, '$1');
  const compilerOptions = { verbatimModuleSyntax: true, jsx: 'react-jsx' };
  return transformSync(source, {
    loader: file.endsWith('.tsx') ? 'tsx' : 'ts',
    tsconfigRaw: { compilerOptions },
  }).code;
}

function withRelativeImports(file, code) {
  const up = path.posix.relative(path.posix.dirname(file), '.') || '.';
  return code.replace(/(["'])@\/([^"']+)\1/g, (_, quote, target) => `${quote}${up}/${target}${quote}`);
}
