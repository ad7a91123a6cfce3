import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import type { BenchRow } from './bench-row';
import { watchOthers } from './others';
import { table } from './table';

/** Name on the command line, and the bench; loaded when it runs, so that one that can't run stops no other. */
const BENCHES: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  ingest: async () => (await import('./ingest')).benchIngest(),
  logins: async () => (await import('./logins')).benchLogins(),
  authorisation: async () => (await import('./authorisation')).benchAuthorisation(),
  external: async () => (await import('./external')).benchExternal(),
  decode: async () => (await import('./decode')).benchDecode(),
  latency: async () => (await import('./latency')).benchLatency(),
  live: async () => (await import('./live')).benchFanOut(),
  history: async () => (await import('./history')).benchHistory(),
  bundle: async () => (await import('./client-bundle')).benchClientBundle(),
  chart: async () => (await import('./chart')).benchChart(),
  charts: async () => (await import('./charts')).benchCharts(),
  now: async () => (await import('./now')).benchNow(),
  sensors: async () => (await import('./sensors')).benchSensors(),
  day: async () => (await import('./day')).benchDay(),
  search: async () => (await import('./search')).benchSearch(),
  topics: async () => (await import('./topics')).benchTopics(),
  start: async () => (await import('./start')).benchStart(),
};

async function bench(wanted: readonly string[]): Promise<boolean> {
  const unknown = wanted.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) {
    console.error(`No bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`);
    return false;
  }
  const rows: BenchRow[] = [];
  for (const [name, run] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`${name} …`);
    const others = watchOthers();
    rows.push(...(await run()));
    console.log(`  others took ${others().toFixed(0)} % of the machine meanwhile`);
  }
  console.log(`\n${table(rows)}\n`);
  console.log(`Written to ${written(rows)}`);
  return rows.every((row) => row.ok);
}

function written(rows: readonly BenchRow[]): string {
  const file = path.join(
    'bench/results',
    `${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`,
  );
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), machine, rows }, undefined, 2)}\n`);
  return file;
}

process.exitCode = (await bench(process.argv.slice(2))) ? 0 : 1;
