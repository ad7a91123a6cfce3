/** What a property of Zigbee2MQTT measures; `unit` counts where the device's description names none. */
export interface Property {
  readonly quantity: string;
  /** Undefined: the name alone tells no unit. */
  readonly unit: string | undefined;
  readonly channel?: string;
  /** Yes or no, 1 or 0. */
  readonly binary?: true;
}
