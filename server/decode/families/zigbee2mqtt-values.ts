import type { Measure } from '@/contracts/reading';
import { withoutRepeats } from '../without-repeats';
import type { Discovered } from './family';
import { type JsonObject, own } from './json-object';
import { measureFrom } from './sent-value';
import type { Described, Exposed } from './zigbee2mqtt-exposes';
import { isToldBetter, propertyOf } from './zigbee2mqtt-names';
import type { Property } from './zigbee2mqtt-property';

/** What tells a cell's millivolts from a socket's volts where no description does. */
const MOST_VOLTS = 1000;
/** What lives on a cell may hang on a socket as well; no cell gives so many. */
const MOST_CELL_VOLTS = 60;

/** The measures in a device's state. Its description, where there is one, counts more than names do. */
export function stateMeasures(state: JsonObject, device: Described | undefined): Measure[] {
  const exposed = new Map(device?.exposes.map((entry) => [entry.property, entry]));
  const has = (name: string) => exposed.has(name) || Object.hasOwn(state, name);
  const hasCell = has('battery');
  const isMetered = ['power', 'current', 'energy'].some(has);
  const keys = Object.keys(state).filter((key) => !isToldBetter(key, has));
  const measures = keys.flatMap((key) =>
    measureOf(key, own(state, key), { entry: exposed.get(key), onCell: hasCell && !isMetered, hasCell }),
  );
  // Older versions send raw numbers as illuminance, and lux beside it.
  const lux = own(state, 'illuminance_lux');
  return withoutRepeats([
    ...measureFrom(lux, { quantity: 'illuminance', unit: 'lx', channel: null }),
    ...measures,
  ]);
}

interface Sent {
  readonly entry: Exposed | undefined;
  /** The device lives on a cell: its voltage is the cell's. */
  readonly onCell: boolean;
  readonly hasCell: boolean;
}

function measureOf(key: string, value: unknown, { entry, onCell, hasCell }: Sent): Measure[] {
  if (entry?.setting) return [];
  const property = entry === undefined ? propertyOf(key) : propertyOf(entry.name, entry.endpoint);
  if (property === undefined) return [];
  const channel = property.channel ?? null;
  if (property.binary) {
    return measureFrom(flag(value, entry), { quantity: property.quantity, unit: '', channel });
  }
  const isCell = property.quantity === 'battery_voltage';
  if (isCell || property.quantity === 'voltage') {
    const milli = entry?.unit === undefined && (hasCell || isCell) && Number(value) > MOST_VOLTS;
    const unit = milli ? 'mV' : (entry?.unit ?? 'V');
    const isMains = unit === 'V' && Number(value) > MOST_CELL_VOLTS;
    const quantity = isCell || (onCell && !isMains) || unit === 'mV' ? 'battery_voltage' : 'voltage';
    return measureFrom(value, { quantity, unit, channel });
  }
  const unit = entry === undefined ? property.unit : unitOf(entry, property);
  return unit === undefined ? [] : measureFrom(value, { quantity: property.quantity, unit, channel });
}

/** A described illuminance without a unit is a raw number. */
function unitOf({ unit, name }: Exposed, property: Property): string | undefined {
  return unit ?? (name === 'illuminance' ? undefined : property.unit);
}

/** What is true is so whatever it is called: a contact that is `false` is open, and described as on. Words are as described. */
function flag(value: unknown, entry: Exposed | undefined): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  if (value === 'true' || value === 'false') return Number(value === 'true');
  if (typeof value !== 'string') return undefined;
  return value === entry?.yes ? 1 : value === entry?.no ? 0 : undefined;
}

/** The series that a description announces. */
export function announced(device: string, stateTopic: string, { exposes }: Described): Discovered[] {
  const has = (name: string) => exposes.some(({ property }) => property === name);
  const hasCell = has('battery');
  return exposes.flatMap((entry) => {
    const isNone = entry.setting || isToldBetter(entry.property, has);
    const property = isNone ? undefined : propertyOf(entry.name, entry.endpoint);
    const unit = property && unitOf(entry, property);
    if (property === undefined || unit === undefined) return [];
    const isCell = property.quantity === 'voltage' && (unit === 'mV' || hasCell);
    return [
      {
        device,
        stateTopic,
        property: entry.property,
        quantity: isCell ? 'battery_voltage' : property.quantity,
        unit: property.unit === '' ? null : unit,
        channel: property.channel ?? null,
      },
    ];
  });
}
