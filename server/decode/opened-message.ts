import type { DeviceSettings } from '@/contracts/device-settings';
import type { FamilyMessage } from './families/family';
import type { Memory } from './memory';
import type { Payload } from './payload';

/** A message as one family is handed it. A class: one is made for every family that is asked. */
export class OpenedMessage implements FamilyMessage {
  readonly topic: string;
  readonly levels: readonly string[];
  readonly payload: Payload;
  readonly receivedMs: number;
  readonly isReplayed: boolean;
  readonly zone: string | undefined;
  readonly #family: string;
  readonly #atMs: number;
  readonly #memory: Pick<Memory, 'settingsOf'>;

  constructor(
    { topic, levels, payload, receivedMs, isReplayed, zone }: Omit<FamilyMessage, 'settingsOf'>,
    { family, atMs, memory }: { family: string; atMs: number; memory: Pick<Memory, 'settingsOf'> },
  ) {
    this.topic = topic;
    this.levels = levels;
    this.payload = payload;
    this.receivedMs = receivedMs;
    this.isReplayed = isReplayed;
    this.zone = zone;
    this.#family = family;
    this.#atMs = atMs;
    this.#memory = memory;
  }

  /** Bound to its message: families take it out of it. */
  get settingsOf(): (key: string) => DeviceSettings {
    return (key) => this.#memory.settingsOf(this.#family, key, this.#atMs);
  }
}
