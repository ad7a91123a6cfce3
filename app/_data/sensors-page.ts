import 'server-only';
import type { KnownOfSensors, SensorsPageData } from '@/components/sensors/sensors-page-data';
import { refusedLogins } from './attention';
import { facts, sensors } from './sensors';

/** All of the page of sensors. */
export async function sensorsPage(): Promise<SensorsPageData> {
  const [list, known] = await Promise.all([sensors(), knownOfSensors()]);
  return { list, known };
}

/** What lists say of sensors besides their values. */
export async function knownOfSensors(): Promise<KnownOfSensors> {
  const [known, logins] = await Promise.all([facts(), refusedLogins()]);
  return { facts: known, logins };
}
