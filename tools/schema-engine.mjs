#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which Prisma would download: speaks the same JSON-RPC over standard input and
// output, and lets the WASM build of the engine do the work. prisma.config.ts points Prisma here.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const NO_DATABASE = 'postgresql://nobody@127.0.0.1:1/none';
// PostgreSQL's internal "char" and its blank-padded char, and what Prisma's drivers call a character.
const CHAR_OID = 18;
const BPCHAR_OID = 1042;
const CHARACTER = 6;

const options = readOptions(process.argv.slice(2));
const url = options.datasource.url ?? process.env.DATABASE_URL ?? NO_DATABASE;
const wasmFolder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
let panic;

if (options.version) printVersion();
else if (options.task) await runTask(options.task);
else await serve();

function readOptions(args) {
  const found = { datamodels: [], datasource: {}, version: args.includes('--version'), task: undefined };
  for (const [index, word] of args.entries()) {
    if (word === '--datamodels') found.datamodels.push(args[index + 1]);
    if (word === '--datasource') found.datasource = JSON.parse(args[index + 1]);
    if (word === 'cli') found.task = args[index + 1];
  }
  return found;
}

function printVersion() {
  const { version } = JSON.parse(fs.readFileSync(path.join(wasmFolder, 'package.json'), 'utf8'));
  console.log(`schema-engine-cli ${version.split('.').pop()} (wasm)`);
}

/** `cli create-database`, `cli drop-database`, `cli can-connect-to-database`. */
async function runTask(task) {
  try {
    if (task === 'create-database') await createDatabase(options.datasource.url);
    else if (task === 'drop-database') await dropDatabase(options.datasource.url);
    else await withClient(options.datasource.url, () => undefined);
  } catch (error) {
    const code = { '3D000': 'P1003', '28P01': 'P1000', 28000: 'P1000' }[error.code] ?? 'P1001';
    const missing = `Database \`${databaseName(options.datasource.url)}\` does not exist`;
    const reason = code === 'P1003' ? missing : `Can't reach database server: ${error.message || error.code}`;
    process.stderr.write('\n');
    log('ERROR', reason, { error_code: code });
    process.exit(1);
  }
}

async function serve() {
  process.on('uncaughtException', (error) => {
    log('ERROR', panic ?? error.message, { backtrace: error.stack });
    process.exit(panic ? 101 : 1);
  });
  const engine = await loadEngine();
  // One after the other, as the native engine answers.
  let last = Promise.resolve();
  readline
    .createInterface({ input: process.stdin })
    .on('line', (line) => {
      if (line.trim()) last = last.then(() => answer(engine, JSON.parse(line)));
    })
    .on('close', () => last.then(() => process.exit(0)));
}

async function loadEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => {
      panic = message;
    },
  };
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = fs.readFileSync(path.join(wasmFolder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory());
  const models = options.datamodels.map((file) => [file, fs.readFileSync(file, 'utf8')]);
  const settings = { datamodels: models.length > 0 ? models : undefined };
  let made;
  return {
    errorOf: (code) => factory.errorRegistry?.consumeError?.(code)?.error,
    get: async () => {
      made ??= await glue.SchemaEngine.new(
        settings,
        (line) => process.env.DEBUG && log('INFO', line),
        factory,
      );
      return made;
    },
  };
}

/** Answers one request. A message without a method is Prisma's answer to what we printed. */
async function answer(engine, { id, method, params }) {
  if (method === undefined) return;
  try {
    write({ id, result: (await resultOf(engine, method, params)) ?? null });
  } catch (error) {
    const message = panic ?? (engine.errorOf(error?.code) ?? error)?.message ?? String(error);
    panic = undefined;
    const code = typeof error?.code === 'string' ? error.code : undefined;
    const data = { is_panic: false, message, error_code: code, meta: error?.meta ?? null };
    write({ id, error: { code: 4466, message, data } });
  }
}

async function resultOf(engine, method, params) {
  if (method === 'getDatabaseDescription') return '';
  if (method === 'createDatabase') {
    const target = params.datasource?.url ?? url;
    await createDatabase(target);
    return { databaseName: databaseName(target) };
  }
  const running = await engine.get();
  if (method === 'getDatabaseVersion') return running.version(params);
  const result = await running[method](params);
  if (method === 'diff' && typeof result?.stdout === 'string') {
    write({ id: crypto.randomUUID(), method: 'print', params: { content: result.stdout } });
  }
  return result;
}

/** The adapter with the gaps closed that the engine falls into. */
function adapterFactory() {
  const factory = new PrismaPg({ connectionString: url });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => mended(await connect());
  // Its own shadow database would be the real one: the connection string wins over the database it names.
  factory.connectToShadowDb = shadowDatabase;
  return factory;
}

async function shadowDatabase() {
  const server = options.datasource.shadowDatabaseUrl ?? url;
  const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  const shadow = new URL(server);
  shadow.pathname = `/${name}`;
  await onServer(server, (client) => client.query(`CREATE DATABASE "${name}" TEMPLATE template0`));
  const adapter = mended(await new PrismaPg({ connectionString: shadow.href }).connect());
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await dropDatabase(shadow.href);
  };
  return adapter;
}

function mended(adapter) {
  const { queryRaw, performIO } = adapter;
  // It doesn't know the catalogue's internal "char", which the engine wants as a character.
  adapter.queryRaw = async (query) => {
    const characters = [];
    const asCharacters = async (io) => {
      const result = await performIO.call(adapter, io);
      for (const [index, field] of (result.fields ?? []).entries()) {
        if (field.dataTypeID !== CHAR_OID) continue;
        field.dataTypeID = BPCHAR_OID;
        characters.push(index);
      }
      return result;
    };
    const result = await queryRaw.call(Object.create(adapter, { performIO: { value: asCharacters } }), query);
    for (const index of characters) result.columnTypes[index] = CHARACTER;
    return result;
  };
  // It splits a script at every semicolon, in functions and strings too: send it whole, as the native engine does.
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

function databaseName(address) {
  return decodeURIComponent(new URL(address).pathname.slice(1));
}

async function createDatabase(address) {
  const name = databaseName(address);
  await onServer(address, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}

async function dropDatabase(address) {
  await onServer(address, (client) => {
    const name = client.escapeIdentifier(databaseName(address));
    return client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
}

function onServer(address, work) {
  const server = new URL(address);
  server.pathname = '/postgres';
  return withClient(server.href, work);
}

async function withClient(address, work) {
  const client = new pg.Client(address);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function write(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

function log(level, message, fields = {}) {
  const line = {
    timestamp: new Date().toISOString(),
    level,
    fields: { message, ...fields },
    target: 'schema_engine::logger',
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
