/** A value as one of ESPEasy's plugins sends it. */
export interface EspeasyValue {
  readonly quantity: string;
  readonly unit: string;
  /** Which of several of its task. */
  readonly number?: number;
  /** The unit has but one, whatever the task is called. */
  readonly isOfUnit?: true;
}

const value = (quantity: string, unit: string): EspeasyValue => ({ quantity, unit });

/** What its plugins call their values, unless the owner does. Whose name they alone have, or nearly, tells an ESPEasy by itself. */
const OWN: Readonly<Record<string, EspeasyValue>> = {
  Temperature: value('temperature', '°C'),
  Temp: value('temperature', '°C'),
  Humidity: value('humidity', '%'),
  Pressure: value('pressure', 'hPa'),
  'Dew Point': value('dew_point', '°C'),
  DewPoint: value('dew_point', '°C'),
  Lux: value('illuminance', 'lx'),
  UVIndex: value('uv_index', ''),
  CO2: value('co2', 'ppm'),
  PPM: value('co2', 'ppm'),
  eCO2: value('co2', 'ppm'),
  TVOC: value('voc', 'ppb'),
  'PM2.5': value('pm25', 'µg/m³'),
  'PM1.0': value('pm1', 'µg/m³'),
  PM10: value('pm10', 'µg/m³'),
  'pm2.5': value('pm25', 'µg/m³'),
  'pm1.0': value('pm1', 'µg/m³'),
  pm10: value('pm10', 'µg/m³'),
  Voltage: value('voltage', 'V'),
  Voltage_V: value('voltage', 'V'),
  Current: value('current', 'A'),
  Current_A: value('current', 'A'),
  Power: value('power', 'W'),
  Power_W: value('power', 'W'),
  Watt: value('power', 'W'),
  Watts: value('power', 'W'),
  kWh: value('energy', 'kWh'),
  Energy_kWh: value('energy', 'kWh'),
  Power_Factor_cosphi: value('power_factor', ''),
  'Frequency Hz': value('frequency', 'Hz'),
  RSSI: { ...value('signal_strength', 'dBm'), isOfUnit: true },
};

/** Others have such names as well: they count where a unit has said that it is there. Small letters alone. */
const OF_KNOWN: Readonly<Record<string, EspeasyValue>> = {
  soc: value('battery', '%'),
  uptime: { ...value('uptime', 'min'), isOfUnit: true },
  wh_imp: value('energy', 'Wh'),
  wh_exp: value('energy_returned', 'Wh'),
};

const IN_SMALL_LETTERS: ReadonlyMap<string, EspeasyValue> = new Map([
  ...Object.entries(OWN).map(([name, each]) => [name.toLowerCase(), each] as const),
  ...Object.entries(OF_KNOWN),
]);

export function isOwnName(name: string): boolean {
  return Object.hasOwn(OWN, name);
}

/** In any case of its letters; the second to fourth probe of a task have a number behind the name. */
export function valueNamed(name: string): EspeasyValue | undefined {
  const small = name.toLowerCase();
  const [, plain, number] = /^(temperature)([2-4])$/.exec(small) ?? [];
  if (plain === undefined) return IN_SMALL_LETTERS.get(small);
  const named = IN_SMALL_LETTERS.get(plain);
  return named && { ...named, number: Number(number) };
}
