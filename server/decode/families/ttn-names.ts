/** What a name in a decoded payload means, where nothing tells a unit. */
export interface Meaning {
  readonly quantity: string;
  readonly unit: string;
  /** The index that CayenneLPP gives to each of a device's sensors. */
  readonly index?: string;
}

const CELSIUS = { quantity: 'temperature', unit: '°C' };
const HUMIDITY = { quantity: 'humidity', unit: '%' };
const PRESSURE = { quantity: 'pressure', unit: 'hPa' };
const LUX = { quantity: 'illuminance', unit: 'lx' };
const CO2 = { quantity: 'co2', unit: 'ppm' };
const MOISTURE = { quantity: 'moisture', unit: '%' };
const CELL = { quantity: 'battery_voltage', unit: 'V' };
const MILLI_CELL = { quantity: 'battery_voltage', unit: 'mV' };
const BATTERY = { quantity: 'battery', unit: '%' };

// In small letters, words joined by _.
const NAMES: Readonly<Record<string, Meaning>> = {
  temperature: CELSIUS,
  temp: CELSIUS,
  tempc: CELSIUS,
  temperature_c: CELSIUS,
  temp_c: CELSIUS,
  air_temperature: CELSIUS,
  ambient_temperature: CELSIUS,
  external_temperature: CELSIUS,
  water_temperature: CELSIUS,
  soil_temperature: CELSIUS,
  temp_soil: CELSIUS,
  temperature_f: { quantity: 'temperature', unit: '°F' },
  temp_f: { quantity: 'temperature', unit: '°F' },
  dew_point: { quantity: 'dew_point', unit: '°C' },
  dewpoint: { quantity: 'dew_point', unit: '°C' },
  humidity: HUMIDITY,
  hum: HUMIDITY,
  relative_humidity: HUMIDITY,
  relativehumidity: HUMIDITY,
  rh: HUMIDITY,
  air_humidity: HUMIDITY,
  pressure: PRESSURE,
  air_pressure: PRESSURE,
  barometric_pressure: PRESSURE,
  barometer: PRESSURE,
  light: LUX,
  lux: LUX,
  illuminance: LUX,
  illumination: LUX,
  luminosity: LUX,
  light_intensity: LUX,
  lightintensity: LUX,
  co2: CO2,
  co2_ppm: CO2,
  co2_concentration: CO2,
  pm2_5: { quantity: 'pm25', unit: 'µg/m³' },
  pm25: { quantity: 'pm25', unit: 'µg/m³' },
  pm10: { quantity: 'pm10', unit: 'µg/m³' },
  soil_moisture: MOISTURE,
  moisture: MOISTURE,
  water_soil: MOISTURE,
  wind_speed: { quantity: 'wind_speed', unit: 'm/s' },
  windspeed: { quantity: 'wind_speed', unit: 'm/s' },
  wind_direction: { quantity: 'wind_direction', unit: '°' },
  battery: BATTERY,
  battery_level: BATTERY,
  battery_percent: BATTERY,
  battery_percentage: BATTERY,
  bat_percent: BATTERY,
  bat_v: CELL,
  batv: CELL,
  battery_v: CELL,
  battery_voltage: CELL,
  batteryvoltage: CELL,
  vbat: CELL,
  vbatt: CELL,
  vdd: MILLI_CELL,
  bat_mv: MILLI_CELL,
  batmv: MILLI_CELL,
  battery_mv: MILLI_CELL,
  voltage: { quantity: 'voltage', unit: 'V' },
  current: { quantity: 'current', unit: 'A' },
  power: { quantity: 'power', unit: 'W' },
  power_factor: { quantity: 'power_factor', unit: '' },
  frequency: { quantity: 'frequency', unit: 'Hz' },
  ph: { quantity: 'ph', unit: '' },
};

/** Names of probes that sensors are told apart by: `TempC_SHT`, `temp_DS18B20`. */
const PROBE = /^(.+)_(?:sht|ds|ntc|tmp|pt|dht|bm[ep]|sht\w+|ds18\w+|bm[ep]\w+)\d*$/;
const INDEXED = /^(.+?)_?(\d{1,3})$/;
// CayenneLPP's kinds that mean something of their own.
const OF_LPP: Readonly<Record<string, Meaning>> = {
  energy: { quantity: 'energy', unit: 'kWh' },
  concentration: CO2,
  direction: { quantity: 'wind_direction', unit: '°' },
};

/** What a field of a decoded payload measures by its name; undefined where that says nothing. */
export function meaningOf(field: string): Meaning | undefined {
  const name = inSmallLetters(field);
  if (Object.hasOwn(NAMES, name)) return NAMES[name];
  const [, probed] = PROBE.exec(name) ?? [];
  if (probed !== undefined && Object.hasOwn(NAMES, probed)) return NAMES[probed];
  const [, kind, index] = INDEXED.exec(name) ?? [];
  if (kind === undefined || index === undefined) return undefined;
  const indexed = Object.hasOwn(NAMES, kind) ? NAMES[kind] : ofLpp(kind, name);
  return indexed && { ...indexed, index };
}

function ofLpp(kind: string, name: string): Meaning | undefined {
  return name.includes('_') && Object.hasOwn(OF_LPP, kind) ? OF_LPP[kind] : undefined;
}

/** `airTemperature` and `Air-Temperature` are `air_temperature`. */
function inSmallLetters(field: string): string {
  return field
    .slice(0, 60)
    .replace(/([a-z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
}
