import type { MappingOutcome, MappingWish } from '@/contracts/mapping-saving';
import type { AddSensor } from './owner-fields';

/** What an admin does to mappings. */
export interface MappingActions {
  readonly save: (wish: MappingWish) => Promise<MappingOutcome>;
  readonly restore: (id: number, version: number, base: number) => Promise<MappingOutcome>;
  readonly remove: (id: number, base: number) => Promise<MappingOutcome>;
  readonly addSensor: AddSensor;
}
