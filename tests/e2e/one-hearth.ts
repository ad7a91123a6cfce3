import { rmSync } from 'node:fs';
import { aDataDir, startHearth } from '@/tests/support/hearth-process';
import { startOpenSearch } from '@/tests/support/open-search';
import { adminCookie } from '@/tests/support/signed-in';

/** Starts the Hearth and the search server that the tests share, and says where they are; neither knows the other. */
export default async function oneHearth(): Promise<() => Promise<void>> {
  const folder = aDataDir();
  const [hearth, search] = await Promise.all([
    startHearth({ env: { HEARTH_TIME_ZONE: 'Europe/Berlin' } }),
    startOpenSearch({ folder, port: 0 }),
  ]);
  const cookie = await adminCookie({ databaseUrl: hearth.run.databaseUrl, dataDir: hearth.dataDir });
  process.env.HEARTH_UNDER_TEST = JSON.stringify({ ...hearth.run, dataDir: hearth.dataDir, cookie });
  process.env.SEARCH_UNDER_TEST = search.url;
  return async () => {
    const code = await hearth.stop();
    await search.child.stop();
    rmSync(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`Hearth ended with code ${code}:\n${hearth.output()}`);
  };
}
