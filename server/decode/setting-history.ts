import type { DeviceSettings } from '@/contracts/device-settings';

/** What its owner said of a device, and from when on. */
export interface StoredSettings {
  readonly family: string;
  readonly key: string;
  /** µs since 1970 UTC. */
  readonly validFrom: number;
  readonly settings: DeviceSettings;
}

/** Every device's settings through time. */
export interface SettingHistory {
  /** Those of one device come oldest first. */
  set(settings: readonly StoredSettings[]): void;
  /** A device's settings at a moment (ms since 1970). */
  settingsOf(family: string, key: string, atMs: number): DeviceSettings;
}

const NOTHING_SAID: DeviceSettings = {};

export function createSettingHistory(): SettingHistory {
  const byDevice = new Map<string, StoredSettings[]>();
  return {
    set: (settings) => {
      for (const each of settings) {
        const device = `${each.family}\n${each.key}`;
        byDevice.set(device, [...(byDevice.get(device) ?? []), each]);
      }
    },
    settingsOf: (family, key, atMs) => {
      // Few devices have any.
      const ofDevice = byDevice.size === 0 ? undefined : byDevice.get(`${family}\n${key}`);
      return ofDevice?.findLast(({ validFrom }) => validFrom <= atMs * 1000)?.settings ?? NOTHING_SAID;
    },
  };
}
