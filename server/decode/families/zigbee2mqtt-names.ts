/** What a property of Zigbee2MQTT measures; `unit` counts where the device's description names none. */
export interface Property {
  readonly quantity: string;
  /** Undefined: the name alone tells no unit. */
  readonly unit: string | undefined;
  readonly channel?: string;
  /** Yes or no, 1 or 0. */
  readonly binary?: true;
}

const PROPERTIES: Readonly<Record<string, Property>> = {
  temperature: { quantity: 'temperature', unit: '°C' },
  local_temperature: { quantity: 'temperature', unit: '°C' },
  device_temperature: { quantity: 'temperature', unit: '°C', channel: 'device' },
  cpu_temperature: { quantity: 'temperature', unit: '°C', channel: 'device' },
  soil_temperature: { quantity: 'temperature', unit: '°C', channel: 'soil' },
  dew_point: { quantity: 'dew_point', unit: '°C' },
  humidity: { quantity: 'humidity', unit: '%' },
  soil_moisture: { quantity: 'moisture', unit: '%' },
  pressure: { quantity: 'pressure', unit: 'hPa' },
  illuminance_lux: { quantity: 'illuminance', unit: 'lx' },
  illuminance: { quantity: 'illuminance', unit: 'lx' },
  co2: { quantity: 'co2', unit: 'ppm' },
  voc: { quantity: 'voc', unit: undefined },
  pm1: { quantity: 'pm1', unit: 'µg/m³' },
  pm25: { quantity: 'pm25', unit: 'µg/m³' },
  pm10: { quantity: 'pm10', unit: 'µg/m³' },
  noise: { quantity: 'sound_level', unit: 'dB(A)' },
  uv_index: { quantity: 'uv_index', unit: '' },
  wind_speed: { quantity: 'wind_speed', unit: 'm/s' },
  wind_direction: { quantity: 'wind_direction', unit: '°' },
  power: { quantity: 'power', unit: 'W' },
  power_apparent: { quantity: 'apparent_power', unit: 'VA' },
  power_reactive: { quantity: 'reactive_power', unit: 'var' },
  power_factor: { quantity: 'power_factor', unit: '' },
  energy: { quantity: 'energy', unit: 'kWh' },
  energy_produced: { quantity: 'energy_returned', unit: 'kWh' },
  produced_energy: { quantity: 'energy_returned', unit: 'kWh' },
  current: { quantity: 'current', unit: 'A' },
  current_neutral: { quantity: 'current', unit: 'A', channel: 'N' },
  voltage: { quantity: 'voltage', unit: 'V' },
  ac_frequency: { quantity: 'frequency', unit: 'Hz' },
  water_consumed: { quantity: 'water', unit: 'm³' },
  flow: { quantity: 'water_flow', unit: undefined },
  battery: { quantity: 'battery', unit: '%' },
  linkquality: { quantity: 'link_quality', unit: '' },
  occupancy: { quantity: 'occupancy', unit: '', binary: true },
  presence: { quantity: 'occupancy', unit: '', binary: true },
  contact: { quantity: 'contact', unit: '', binary: true },
};

// Tuya's meters name phases, and clamps, by their letter alone.
const PHASE = /^(.+?)(?:_phase)?_([abc])$/;
// The ends that Zigbee2MQTT gives to several outlets, buttons or probes of one device.
const ENDPOINT = /^(.+)_(l\d{1,2}|left|right|center|top|bottom|\d{1,2})$/;

/** What a property means by its name; `endpoint` is what the device's description says of it. */
export function propertyOf(name: string, endpoint?: string): Property | undefined {
  const plain = Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined;
  if (plain !== undefined) return endpoint === undefined ? plain : { ...plain, channel: endpoint };
  const [, ofPhase, phase] = PHASE.exec(name) ?? [];
  if (ofPhase !== undefined && phase !== undefined) {
    const base = propertyOf(ofPhase, endpoint);
    const letter = phase.toUpperCase();
    return base && { ...base, channel: endpoint === undefined ? letter : `${endpoint}:${letter}` };
  }
  const [, ofEndpoint, end] = ENDPOINT.exec(name) ?? [];
  return ofEndpoint === undefined || end === undefined ? undefined : propertyOf(ofEndpoint, endpoint ?? end);
}
