import type { SensorList } from '@/contracts/sensor';
import type { RefusedLogin, SensorFacts } from '@/contracts/sensor-facts';

/** What lists say of sensors besides their values; asked for again while the page stands. */
export interface KnownOfSensors {
  readonly facts: readonly SensorFacts[];
  readonly logins: readonly RefusedLogin[];
}

/** All of the page of sensors. */
export interface SensorsPageData {
  readonly list: SensorList;
  readonly known: KnownOfSensors;
}

/** The page as one text: React takes ten times as long for two thousand sensors as for what they are written in. */
export type PackedPage = string & { readonly packed: SensorsPageData };

export function packedPage(page: SensorsPageData): PackedPage {
  return JSON.stringify(page) as PackedPage;
}

export function unpackedPage(packed: PackedPage): SensorsPageData {
  return JSON.parse(packed);
}
