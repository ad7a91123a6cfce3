import { startHearth } from '@/tests/support/hearth-process';

/** Starts the Hearth that the tests share, and says where it is. */
export default async function oneHearth(): Promise<() => Promise<void>> {
  const hearth = await startHearth({ env: { HEARTH_TIME_ZONE: 'Europe/Berlin' } });
  process.env.HEARTH_UNDER_TEST = JSON.stringify({ ...hearth.run, dataDir: hearth.dataDir });
  return async () => {
    const code = await hearth.stop();
    if (code !== 0) throw new Error(`Hearth ended with code ${code}:\n${hearth.output()}`);
  };
}
