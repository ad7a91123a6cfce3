import path from 'node:path';

/** @type {import('next').NextConfig} */
export default {
  // The server says what it is only where someone asks for it.
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Each runs in Node as npm put it there.
  serverExternalPackages: ['pg', 'pino', 'kafkajs', '@prisma/client', '@prisma/adapter-pg'],
  turbopack: { root: path.resolve(import.meta.dirname) },
  typescript: { ignoreBuildErrors: true },
};
