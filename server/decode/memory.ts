import { type BindingHistory, createBindingHistory } from './binding-history';
import { createMappingHistory, type MappingHistory } from './mapping-history';
import { createRangeHistory, type RangeHistory } from './range-history';
import { createSettingHistory, type SettingHistory } from './setting-history';
import { createToldHistory, type ToldHistory } from './told-history';

/** Everything that decode must know besides the message, through time. */
export type Memory = MappingHistory & ToldHistory & BindingHistory & RangeHistory & SettingHistory;

export function createMemory(): Memory {
  return {
    ...createMappingHistory(),
    ...createToldHistory(),
    ...createBindingHistory(),
    ...createRangeHistory(),
    ...createSettingHistory(),
  };
}
