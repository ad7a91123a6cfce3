import type { Measure } from '@/contracts/reading';
import { isObject, type JsonObject, own, textOf } from './json-object';
import { measureFrom, type SentAs } from './sent-value';

/** The units of a whole message: they stand beside the sensors. */
export interface MessageUnits {
  readonly temperature: string;
  readonly pressure: string;
  readonly speed: string;
}

type Field = Omit<SentAs, 'channel'>;
type Fields = Readonly<Record<string, Field>>;

export function unitsOf(message: JsonObject): MessageUnits {
  return {
    temperature: textOf(message, 'TempUnit') ?? 'C',
    pressure: textOf(message, 'PressureUnit') ?? 'hPa',
    speed: textOf(message, 'SpeedUnit') ?? 'm/s',
  };
}

// The first of a quantity counts: eCO2 is taken where nothing measured CO2 itself.
function fieldsOf({ temperature, pressure }: MessageUnits): Fields {
  return {
    Temperature: { quantity: 'temperature', unit: temperature },
    ProbeTemperature: { quantity: 'temperature', unit: temperature },
    Humidity: { quantity: 'humidity', unit: '%' },
    DewPoint: { quantity: 'dew_point', unit: temperature },
    Pressure: { quantity: 'pressure', unit: pressure },
    CarbonDioxide: { quantity: 'co2', unit: 'ppm' },
    eCO2: { quantity: 'co2', unit: 'ppm' },
    TVOC: { quantity: 'voc', unit: 'ppb' },
    Illuminance: { quantity: 'illuminance', unit: 'lx' },
    Ambient: { quantity: 'illuminance', unit: 'lx' },
    UvIndex: { quantity: 'uv_index', unit: '' },
    PM1: { quantity: 'pm1', unit: 'µg/m³' },
    'PM2.5': { quantity: 'pm25', unit: 'µg/m³' },
    PM10: { quantity: 'pm10', unit: 'µg/m³' },
    Distance: { quantity: 'distance', unit: 'cm' },
    Weight: { quantity: 'weight', unit: 'kg' },
    Moisture: { quantity: 'moisture', unit: '%' },
    Voltage: { quantity: 'voltage', unit: 'V' },
    Current: { quantity: 'current', unit: 'A' },
    Power: { quantity: 'power', unit: 'W' },
    Battery: { quantity: 'battery', unit: '%' },
  };
}

/** What one driver says, each value in the driver's channel. */
export function sensorMeasures(driver: string, sensor: JsonObject, units: MessageUnits): Measure[] {
  const fields = Object.entries(fieldsOf(units));
  const values = fields.flatMap(([key, field]) =>
    measureFrom(own(sensor, key), { ...field, channel: driver }),
  );
  return [...values, ...indexedMeasures(driver, sensor, units), ...windMeasures(driver, sensor, units)];
}

const INDEXED = /^([A-Z][A-Za-z]*?)(\d+)$/;

/** Inputs of an analogue pin carry its index: `Temperature1` is channel `ANALOG:1`. */
function indexedMeasures(driver: string, sensor: JsonObject, units: MessageUnits): Measure[] {
  if (driver !== 'ANALOG') return [];
  const fields = fieldsOf(units);
  return Object.entries(sensor).flatMap(([key, value]) => {
    const [, name = '', index] = INDEXED.exec(key) ?? [];
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field === undefined ? [] : measureFrom(value, { ...field, channel: `${driver}:${index}` });
  });
}

function windMeasures(driver: string, sensor: JsonObject, { speed: unit }: MessageUnits): Measure[] {
  const speed = own(sensor, 'Speed');
  const direction = own(sensor, 'Dir');
  const wind = { quantity: 'wind_speed', unit };
  const degrees = isObject(direction) ? own(direction, 'Deg') : undefined;
  const from = measureFrom(degrees, { quantity: 'wind_direction', unit: '°', channel: driver });
  if (!isObject(speed)) return from;
  const others = ['Avg', 'Min', 'Max'].flatMap((key) =>
    measureFrom(own(speed, key), { ...wind, channel: `${driver}:${key}` }),
  );
  return [...measureFrom(own(speed, 'Act'), { ...wind, channel: driver }), ...others, ...from];
}

const ZIGBEE: Fields = {
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
    const values = Object.entries(ZIGBEE).flatMap(([key, field]) =>
      measureFrom(own(device, key), { ...field, channel }),
    );
    const someone = occupancy(own(device, 'Occupancy'), channel);
    return [...values, ...measureFrom(own(device, 'Voltage'), voltage), ...someone];
  });
}

function occupancy(value: unknown, channel: string): Measure[] {
  const flag = typeof value === 'boolean' ? Number(value) : value;
  return flag === 0 || flag === 1 ? measureFrom(flag, { quantity: 'occupancy', unit: '', channel }) : [];
}
