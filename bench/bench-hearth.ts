import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { caughtUp } from '@/tests/support/ledger-report';
import { adminCookie } from '@/tests/support/signed-in';
import { teach } from '@/tests/support/teach';

/** The real program with everything beneath it, on a data directory of its own. */
export interface BenchHearth {
  readonly hearth: HearthProcess;
  readonly url: string;
  readonly mqttUrl: string;
  /** Its admin's. */
  readonly cookie: string;
  teach(mappingFile: object): Promise<void>;
  metrics(): Promise<string>;
  /** Returns once decode and history have read everything. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 30_000;

export async function aBenchHearth(): Promise<BenchHearth> {
  const hearth = await startHearth({ env: { HEARTH_LOG_LEVEL: 'warn' } });
  const { url, mqttUrl = '', databaseUrl } = hearth.run;
  const cookie = await adminCookie({ databaseUrl, dataDir: hearth.dataDir });
  return {
    hearth,
    url,
    mqttUrl,
    cookie,
    teach: (mappingFile) => teach(databaseUrl, mappingFile),
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
    caughtUp: async () => {
      await caughtUp(hearth.run, PATIENCE_MS);
    },
    stop: async () => {
      await hearth.stop();
    },
  };
}
