import path from 'node:path';

/** @type {import('next').NextConfig} */
export default {
  // The server says what it is only where someone asks for it.
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Each runs in Node as npm put it there.
  serverExternalPackages: ['pg', 'pino', 'kafkajs', '@prisma/client', '@prisma/adapter-pg', 'better-auth'],
  turbopack: { root: path.resolve(import.meta.dirname) },
  // A page says in its own words that it isn't for everybody: app/forbidden.tsx.
  experimental: { authInterrupts: true },
  typescript: { ignoreBuildErrors: true },
};
