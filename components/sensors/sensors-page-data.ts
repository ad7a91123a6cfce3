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
