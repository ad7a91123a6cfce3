import path from 'node:path';
import { defineConfig } from 'prisma/config';

// Prisma's command line would download a native engine; tools/schema-engine runs its WASM build instead, offline.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.resolve('tools/schema-engine.mjs');
process.env.CHECKPOINT_DISABLE ??= '1';
process.env.PRISMA_HIDE_UPDATE_MESSAGE ??= '1';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://hearth@127.0.0.1:54329/hearth' },
});
