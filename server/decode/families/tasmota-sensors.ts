import type { Measure } from '@/contracts/reading';
import { isObject, type JsonObject, own, textOf } from './json-object';
import { measureFrom } from './sent-value';

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
  // What an infrared thermometer looks at; AMBTMP is its own warmth.
  field('OBJTMP', 'temperature', degrees),
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
  field('Moisture', 'moisture', '%'),
  field('Fertility', 'conductivity', 'µS/cm'),
  field('Current', 'current', 'A'),
  field('Power', 'power', 'W'),
  field('Battery', 'battery', '%'),
  field('BatteryPercentage', 'battery', '%'),
  field('pH', 'ph', ''),
];
const ON_MAINS: readonly Field[] = [...FIELDS, field('Voltage', 'voltage', 'V')];
const ON_CELL: readonly Field[] = [...FIELDS, field('Voltage', 'battery_voltage', 'V')];
// Other drivers' Energy is the strength of an echo, or of a lightning.
const CLAMP: readonly Field[] = [...ON_MAINS, field('Energy', 'energy', 'kWh')];
// Active and Event begin anew.
const RAIN: readonly Field[] = [field('Total', 'rain', 'mm'), field('FlowRate', 'rain_rate', 'mm/h')];

const BY_KEY = new Map(ON_MAINS.map((each) => [each.key, each]));

// Its Distance is a thunderstorm's, in km.
const LIGHTNING = /^AS3935/;
const RAIN_GAUGE = /^RG-15/;

/** Whether it tells of a cell: then its voltage is that cell's. */
export function hasCell(sensor: JsonObject): boolean {
  return Object.hasOwn(sensor, 'Battery') || Object.hasOwn(sensor, 'BatteryPercentage');
}

/** What one driver says, each value in the driver's channel. */
export function sensorMeasures(driver: string, sensor: JsonObject, units: MessageUnits): Measure[] {
  if (LIGHTNING.test(driver)) return [];
  return [
    ...fieldMeasures(hasCell(sensor) ? ON_CELL : ON_MAINS, sensor, units, driver),
    ...(RAIN_GAUGE.test(driver) ? fieldMeasures(RAIN, sensor, units, driver) : []),
    ...weightMeasures(driver, sensor),
    ...indexedMeasures(driver, sensor, units),
    ...windMeasures(driver, sensor, units),
    ...bluetoothMeasures(driver, sensor),
  ];
}

function fieldMeasures(
  fields: readonly Field[],
  sensor: JsonObject,
  units: MessageUnits,
  channel: string,
): Measure[] {
  const measures: Measure[] = [];
  for (const each of fields) {
    const value = own(sensor, each.key);
    if (value !== undefined) measures.push(...fieldMeasure(value, each, units, channel));
  }
  return measures;
}

const MOST_INPUTS = 32;

/** A chip with several inputs sends a list; a pool's controller says beside a value what it is kept at. */
function fieldMeasure(value: unknown, named: Field, units: MessageUnits, channel: string): Measure[] {
  const { quantity, unit } = named;
  if (Array.isArray(value)) {
    return value
      .slice(0, MOST_INPUTS)
      .flatMap((each, index) =>
        typeof each === 'number' ? fieldMeasure(each, named, units, `${channel}:${index + 1}`) : [],
      );
  }
  const measured = isObject(value) ? own(value, 'Data') : value;
  return measureFrom(measured, {
    quantity,
    unit: typeof unit === 'string' ? unit : unit(units),
    channel,
  });
}

const WEIGHT_UNITS = new Set(['kg', 'lbs']);

/** Scales that are heard by Bluetooth say their unit. */
function weightMeasures(channel: string, sensor: JsonObject): Measure[] {
  const unit = Object.hasOwn(sensor, 'WeightUnit') ? own(sensor, 'WeightUnit') : 'kg';
  if (typeof unit !== 'string' || !WEIGHT_UNITS.has(unit)) return [];
  return measureFrom(own(sensor, 'Weight'), { quantity: 'weight', unit, channel });
}

/** Of what is heard by Bluetooth, and has an address, it is told how loud. */
function bluetoothMeasures(channel: string, sensor: JsonObject): Measure[] {
  if (!Object.hasOwn(sensor, 'mac')) return [];
  const someone = own(sensor, 'PIR');
  return [
    ...measureFrom(own(sensor, 'RSSI'), { quantity: 'signal_strength', unit: 'dBm', channel }),
    ...(someone === 0 || someone === 1
      ? measureFrom(someone, { quantity: 'occupancy', unit: '', channel })
      : []),
  ];
}

const INDEXED = /^([A-Za-z]+?)(\d*)$/;

/** Inputs of an analogue pin carry its index: `Temperature1` is channel `ANALOG:1`. */
function indexedMeasures(driver: string, sensor: JsonObject, units: MessageUnits): Measure[] {
  if (driver !== 'ANALOG') return [];
  return Object.entries(sensor).flatMap(([key, value]) => {
    const [, name = '', index = ''] = INDEXED.exec(key) ?? [];
    const channel = index === '' ? driver : `${driver}:${index}`;
    if (name === 'CTEnergy' && isObject(value)) {
      return fieldMeasures(CLAMP, value, units, channel);
    }
    const named = index === '' ? undefined : BY_KEY.get(name);
    return named === undefined ? [] : fieldMeasure(value, named, units, channel);
  });
}

// Firmware before 8 sent its speed as a number.
const WIND_GAUGE = /^TX2\d/;

function windMeasures(driver: string, sensor: JsonObject, { speed: unit }: MessageUnits): Measure[] {
  const speed = own(sensor, 'Speed');
  const direction = own(sensor, 'Dir');
  const wind = { quantity: 'wind_speed', unit };
  const isOld = WIND_GAUGE.test(driver) && !isObject(speed);
  const bearing = isObject(direction) ? own(direction, 'Deg') : isOld ? own(sensor, 'Degree') : undefined;
  const from = measureFrom(bearing, { quantity: 'wind_direction', unit: '°', channel: driver });
  if (isOld) return [...measureFrom(speed, { ...wind, channel: driver }), ...from];
  if (!isObject(speed)) return from;
  const others = ['Avg', 'Min', 'Max'].flatMap((key) =>
    measureFrom(own(speed, key), { ...wind, channel: `${driver}:${key}` }),
  );
  return [...measureFrom(own(speed, 'Act'), { ...wind, channel: driver }), ...others, ...from];
}
