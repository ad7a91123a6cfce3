const WORDS: ReadonlyMap<string, string> = new Map([
  ['tasmota', 'Tasmota'],
  ['zigbee2mqtt', 'Zigbee2MQTT'],
  ['shelly-gen1', 'Shelly Gen1'],
  ['shelly-gen2', 'Shelly Gen2+'],
  ['esphome', 'ESPHome'],
  ['dsmr', 'DSMR'],
  ['ha-discovery', 'Home Assistant discovery'],
  ['rtl_433', 'rtl_433'],
  ['omg-theengs', 'OpenMQTTGateway'],
  ['ttn', 'The Things Network'],
  ['espeasy', 'ESPEasy'],
  ['emon', 'emonhub'],
  ['senml', 'SenML'],
  ['homie', 'Homie'],
  ['sparkplug', 'Sparkplug B'],
  ['mapping', 'Mapping'],
]);

/** What a family of devices is called. */
export function familyWords(family: string): string {
  return WORDS.get(family) ?? family;
}
