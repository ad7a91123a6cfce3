import { z } from 'zod';
import type { ReplayState } from './replay';

/** Limits of what a person enters of a connection. */
const LONGEST_URL = 500;
const LONGEST_CA = 100_000;

const Address = z
  .string()
  .trim()
  .max(LONGEST_URL)
  .transform((text) => text.replace(/\/+$/, ''))
  .pipe(z.url({ protocol: /^https?$/ }));

/** A connection as the page sends it. `secret`: null keeps the one that is there, '' takes it away. */
export const ConnectionEntry = z.object({
  url: Address,
  auth: z.enum(['none', 'password', 'apiKey']),
  user: z.string().trim().max(200),
  secret: z.string().max(500).nullable(),
  /** PEM; '' for none. */
  ca: z.string().trim().max(LONGEST_CA),
  kibanaUrl: z.union([z.literal(''), Address]),
});
export type ConnectionEntry = z.input<typeof ConnectionEntry>;

/** What is known of the connection; no secret is. */
export interface ConnectionFacts {
  readonly url: string;
  /** `settings`: of the process's environment, which go before what the page says. */
  readonly from: 'settings' | 'page';
  readonly auth: ConnectionEntry['auth'];
  readonly user: string;
  readonly hasSecret: boolean;
  readonly ca: string;
  readonly kibanaUrl: string | null;
}

export interface SearchProduct {
  readonly product: string;
  readonly version: string;
  readonly clusterName: string;
}

/** What a test of a connection found. */
export interface ConnectionReport {
  /** Null where nobody usable answers. */
  readonly found: SearchProduct | null;
  /** One after another, as they were looked at. */
  readonly lines: readonly ReportLine[];
  /** Whether readings can go there. */
  readonly isUsable: boolean;
}

/** `fine`: it is as it must be; `will`: Hearth is going to make it; `missing`: somebody has to do something. */
export interface ReportLine {
  readonly verdict: 'fine' | 'will' | 'missing';
  readonly says: string;
}

/** ms since 1970. */
export interface SearchStatus {
  readonly serverTime: number;
  /** Null: there is no search server. */
  readonly connection: ConnectionFacts | null;
  readonly keepMonths: number | null;
  /** Whether the process that serves the pages also carries the readings. */
  readonly carriesHere: boolean;
  /** One sentence while something is wrong. */
  readonly problem: string | null;
  readonly found: SearchProduct | null;
  /** Null while unknown. */
  readonly lag: { readonly messages: number; readonly seconds: number } | null;
  readonly documents: { readonly today: number; readonly all: number; readonly bytes: number } | null;
  readonly perSecond: number;
  /** What became of measures and requests since this process began, by name. */
  readonly counts: Readonly<Record<string, number>>;
  /** Null while the server doesn't say who it is. */
  readonly rejected: number | null;
  readonly rebuilds: readonly RebuildLine[];
  /** Of the oldest message in the raw log; null: it has none, or Kafka doesn't answer. */
  readonly messagesSince: number | null;
}

export interface RebuildLine {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly state: ReplayState;
  readonly records: number;
  readonly recordsDone: number;
  readonly readings: number;
  readonly problem: string | null;
  readonly askedAt: number;
  readonly endedAt: number | null;
}

/** A document that the search server refused. */
export interface RejectedLine {
  readonly index: string;
  readonly id: string;
  readonly sensorId: string;
  readonly type: string;
  readonly reason: string;
  readonly status: number;
  readonly at: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** What was refused, JSON. */
  readonly document: string;
}

/** How many were tried again, and how many of them were refused again. */
export interface TriedAgain {
  readonly stored: number;
  readonly refused: number;
  /** Their sensor was removed meanwhile. */
  readonly dropped: number;
}

/** What is looked for among the documents. Absent: anything. Moments in ms since 1970. */
export const DocumentQuery = z.object({
  sensors: z.array(z.string().max(64)).max(50).default([]),
  room: z.string().max(80).optional(),
  quantity: z.string().max(40).optional(),
  quality: z.enum(['plausible', 'implausible']).optional(),
  least: z.number().optional(),
  most: z.number().optional(),
  from: z.int().min(0),
  to: z.int().min(0),
  /** How many of the newest are passed over. */
  skip: z.int().min(0).max(9_950).default(0),
});
export type DocumentQuery = z.output<typeof DocumentQuery>;

export interface FoundDocument {
  readonly id: string;
  readonly at: number;
  readonly sensorId: string;
  readonly sensor: string;
  readonly room: string | null;
  readonly quantity: string;
  readonly channel: string | null;
  readonly value: number;
  readonly unit: string;
  readonly quality: string;
}

export interface FoundDocuments {
  readonly total: number;
  readonly tookMs: number;
  /** Spans of one length, from the first to the last. */
  readonly histogram: readonly { readonly at: number; readonly count: number }[];
  readonly stepMs: number;
  readonly documents: readonly FoundDocument[];
  /** Shows the same in Kibana; null where there is none. */
  readonly kibanaUrl: string | null;
}
