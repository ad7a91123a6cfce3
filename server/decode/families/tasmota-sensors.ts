import type { Measure } from '@/contracts/reading';
import { isObject, type JsonObject, own, textOf } from './json-object';
import { measureFrom, type SentAs } from './sent-value';

/** The units of a whole message: they stand beside the sensors. */
export interface MessageUnits {
  readonly temperature: string;
  readonly pressure: string;
  readonly speed: string;
}

export function unitsOf(message: JsonObject): MessageUnits {
  return {
    temperature: textOf(message, 'TempUnit') ?? 'C',
    pressure: textOf(message, 'PressureUnit') ?? 'hPa',
    speed: textOf(message, 'SpeedUnit') ?? 'm/s',
  };
}

interface Field {
  readonly key: string;
  readonly quantity: string;
  /** Or which of the message's units. */
  readonly unit: string | ((units: MessageUnits) => string);
}

const field = (key: string, quantity: string, unit: Field['unit']): Field => ({ key, quantity, unit });
const degrees = ({ temperature }: MessageUnits) => temperature;

// The first of a quantity counts: eCO2 is taken where nothing measured CO2 itself.
const FIELDS: readonly Field[] = [
  field('Temperature', 'temperature', degrees),
  field('ProbeTemperature', 'temperature', degrees),
  field('Humidity', 'humidity', '%'),
  field('DewPoint', 'dew_point', degrees),
  field('Pressure', 'pressure', ({ pressure }) => pressure),
  field('CarbonDioxide', 'co2', 'ppm'),
  field('eCO2', 'co2', 'ppm'),
  field('TVOC', 'voc', 'ppb'),
  field('Illuminance', 'illuminance', 'lx'),
  field('Ambient', 'illuminance', 'lx'),
  field('UvIndex', 'uv_index', ''),
  field('PM1', 'pm1', 'µg/m³'),
  field('PM1_0', 'pm1', 'µg/m³'),
  field('PM2.5', 'pm25', 'µg/m³'),
  field('PM2_5', 'pm25', 'µg/m³'),
  field('PM4', 'pm4', 'µg/m³'),
  field('PM4_0', 'pm4', 'µg/m³'),
  field('PM10', 'pm10', 'µg/m³'),
  field('Distance', 'distance', 'cm'),
  field('Weight', 'weight', 'kg'),
  field('Moisture', 'moisture', '%'),
  field('Voltage', 'voltage', 'V'),
  field('Current', 'current', 'A'),
  field('Power', 'power', 'W'),
  field('Battery', 'battery', '%'),
  field('pH', 'ph', ''),
];
const BY_KEY = new Map(FIELDS.map((each) => [each.key, each]));

// Its Distance is a thunderstorm's, in km.
const LIGHTNING = /^AS3935/;

/** What one driver says, each value in the driver's channel. */
export function sensorMeasures(driver: string, sensor: JsonObject, units: MessageUnits): Measure[] {
  if (LIGHTNING.test(driver)) return [];
  const measures: Measure[] = [];
  for (const each of FIELDS) {
    const value = own(sensor, each.key);
    if (value !== undefined) measures.push(...fieldMeasure(value, each, units, driver));
  }
  return [...measures, ...indexedMeasures(driver, sensor, units), ...windMeasures(driver, sensor, units)];
}

function fieldMeasure(
  value: unknown,
  { quantity, unit }: Field,
  units: MessageUnits,
  channel: string,
): Measure[] {
  return measureFrom(value, { quantity, unit: typeof unit === 'string' ? unit : unit(units), channel });
}

const INDEXED = /^([A-Z][A-Za-z]*?)(\d+)$/;

/** Inputs of an analogue pin carry its index: `Temperature1` is channel `ANALOG:1`. */
function indexedMeasures(driver: string, sensor: JsonObject, units: MessageUnits): Measure[] {
  if (driver !== 'ANALOG') return [];
  return Object.entries(sensor).flatMap(([key, value]) => {
    const [, name = '', index] = INDEXED.exec(key) ?? [];
    const named = BY_KEY.get(name);
    return named === undefined ? [] : fieldMeasure(value, named, units, `${driver}:${index}`);
  });
}

function windMeasures(driver: string, sensor: JsonObject, { speed: unit }: MessageUnits): Measure[] {
  const speed = own(sensor, 'Speed');
  const direction = own(sensor, 'Dir');
  const wind = { quantity: 'wind_speed', unit };
  const bearing = isObject(direction) ? own(direction, 'Deg') : undefined;
  const from = measureFrom(bearing, { quantity: 'wind_direction', unit: '°', channel: driver });
  if (!isObject(speed)) return from;
  const others = ['Avg', 'Min', 'Max'].flatMap((key) =>
    measureFrom(own(speed, key), { ...wind, channel: `${driver}:${key}` }),
  );
  return [...measureFrom(own(speed, 'Act'), { ...wind, channel: driver }), ...others, ...from];
}

const ZIGBEE: Readonly<Record<string, Omit<SentAs, 'channel'>>> = {
  Temperature: { quantity: 'temperature', unit: '°C' },
  Humidity: { quantity: 'humidity', unit: '%' },
  Pressure: { quantity: 'pressure', unit: 'hPa' },
  Illuminance: { quantity: 'illuminance', unit: 'lx' },
  LinkQuality: { quantity: 'link_quality', unit: '' },
  BatteryPercentage: { quantity: 'battery', unit: '%' },
  Battery: { quantity: 'battery', unit: '%' },
  BatteryVoltage: { quantity: 'battery_voltage', unit: 'V' },
  // Power is the switch's state here.
  ActivePower: { quantity: 'power', unit: 'W' },
  RMSVoltage: { quantity: 'voltage', unit: 'V' },
};

/** What a bridge received from its Zigbee devices, each in a channel of its name or else its address. */
export function zigbeeMeasures(received: JsonObject): Measure[] {
  return Object.entries(received).flatMap(([address, device]) => {
    if (!isObject(device)) return [];
    const channel = textOf(device, 'Name') ?? address;
    const hasCell = Object.hasOwn(device, 'Battery') || Object.hasOwn(device, 'BatteryPercentage');
    const voltage = { quantity: hasCell ? 'battery_voltage' : 'voltage', unit: 'V', channel };
    const values = Object.entries(ZIGBEE).flatMap(([key, sent]) =>
      measureFrom(own(device, key), { ...sent, channel }),
    );
    const someone = occupancy(own(device, 'Occupancy'), channel);
    return [...values, ...measureFrom(own(device, 'Voltage'), voltage), ...someone];
  });
}

function occupancy(value: unknown, channel: string): Measure[] {
  const flag = typeof value === 'boolean' ? Number(value) : value;
  return flag === 0 || flag === 1 ? measureFrom(flag, { quantity: 'occupancy', unit: '', channel }) : [];
}
