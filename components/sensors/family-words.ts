const WORDS: Readonly<Record<string, string>> = {
  tasmota: 'Tasmota',
  zigbee2mqtt: 'Zigbee2MQTT',
  mapping: 'Mapping',
};

/** What a family of devices is called. */
export function familyWords(family: string): string {
  return WORDS[family] ?? family;
}
