import type { Measure } from '@/contracts/reading';
import { withoutRepeats } from '../without-repeats';
import type { Discovered } from './family';
import { type JsonObject, own } from './json-object';
import { measureFrom } from './sent-value';
import type { Described, Exposed } from './zigbee2mqtt-exposes';
import { type Property, propertyOf } from './zigbee2mqtt-names';

/** What tells a cell's millivolts from a socket's volts where no description does. */
const MOST_VOLTS = 1000;

/** The measures in a device's state. Its description, where there is one, counts more than names do. */
export function stateMeasures(state: JsonObject, device: Described | undefined): Measure[] {
  const exposed = new Map(device?.exposes.map((entry) => [entry.property, entry]));
  const hasCell = Object.hasOwn(state, 'battery') || exposed.has('battery');
  const isMetered = ['power', 'current', 'energy'].some(
    (name) => exposed.has(name) || Object.hasOwn(state, name),
  );
  const measures = Object.keys(state).flatMap((key) =>
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
  if (property.quantity === 'voltage') {
    const milli = entry?.unit === undefined && hasCell && Number(value) > MOST_VOLTS;
    const unit = milli ? 'mV' : (entry?.unit ?? 'V');
    const quantity = onCell || unit === 'mV' ? 'battery_voltage' : 'voltage';
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
  const hasCell = exposes.some(({ property }) => property === 'battery');
  return exposes.flatMap((entry) => {
    const property = entry.setting ? undefined : propertyOf(entry.name, entry.endpoint);
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
