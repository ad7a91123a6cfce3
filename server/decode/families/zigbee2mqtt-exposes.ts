import { isObject, type JsonObject, own, textOf } from './json-object';

/** A property that a device's description names, as it is remembered. */
export interface Exposed {
  readonly property: string;
  /** Its name without the endpoint. */
  readonly name: string;
  readonly unit?: string;
  readonly endpoint?: string;
  /** A setting, or one value of a group of settings: no measurement. */
  readonly setting?: true;
  /** What yes looks like, for binary properties. */
  readonly yes?: string | boolean | undefined;
  readonly no?: string | boolean | undefined;
}

/** A device as `bridge/devices` describes it. */
export interface Described {
  readonly name: string;
  readonly model?: string;
  readonly firmware?: string;
  readonly exposes: readonly Exposed[];
}

const MAX_DEVICES = 2000;
const MAX_EXPOSES = 300;
const ACCESS_SET = 2;
const GROUPS = new Set(['switch', 'light', 'cover', 'lock', 'fan', 'climate']);

/** Every device of the list, also those that Zigbee2MQTT doesn't know; without the coordinator. */
export function describedDevices(list: readonly unknown[]): readonly Described[] {
  return list.slice(0, MAX_DEVICES).flatMap((device) => {
    if (!isObject(device) || own(device, 'type') === 'Coordinator') return [];
    const name = textOf(device, 'friendly_name');
    const definition = own(device, 'definition');
    if (name === undefined) return [];
    const firmware = textOf(device, 'software_build_id', 80);
    const known = { name, ...(firmware !== undefined && { firmware }) };
    if (!isObject(definition)) return [{ ...known, exposes: [] }];
    const exposes = own(definition, 'exposes');
    return [
      {
        ...known,
        ...modelOf(definition),
        exposes: Array.isArray(exposes) ? exposes.flatMap(exposedIn).slice(0, MAX_EXPOSES) : [],
      },
    ];
  });
}

function modelOf(definition: JsonObject): { model?: string } {
  const words = [textOf(definition, 'vendor', 60), textOf(definition, 'model', 60)];
  const model = words.filter((word) => word !== undefined).join(' ');
  return model === '' ? {} : { model };
}

function exposedIn(entry: unknown): Exposed[] {
  if (!isObject(entry)) return [];
  const type = own(entry, 'type');
  const features = own(entry, 'features');
  if (typeof type === 'string' && GROUPS.has(type) && Array.isArray(features)) {
    return features.flatMap((feature) => exposedIn(withEndpoint(feature, own(entry, 'endpoint'))));
  }
  const property = textOf(entry, 'property');
  const name = textOf(entry, 'name') ?? property;
  if (property === undefined || name === undefined) return [];
  const access = own(entry, 'access');
  const measures = type === 'numeric' || type === 'binary';
  const setting = !measures || (typeof access === 'number' && (access & ACCESS_SET) !== 0);
  return [{ property, name, ...details(entry, type === 'binary'), ...(setting && { setting }) }];
}

function details(entry: JsonObject, binary: boolean): Partial<Exposed> {
  const unit = textOf(entry, 'unit', 20);
  const endpoint = textOf(entry, 'endpoint', 60);
  return {
    ...(unit !== undefined && { unit }),
    ...(endpoint !== undefined && { endpoint }),
    ...(binary && { yes: word(own(entry, 'value_on')), no: word(own(entry, 'value_off')) }),
  };
}

function word(value: unknown): string | boolean | undefined {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' ? value.slice(0, 60) : undefined;
}

function withEndpoint(feature: unknown, endpoint: unknown): unknown {
  return isObject(feature) && own(feature, 'endpoint') === undefined && typeof endpoint === 'string'
    ? { ...feature, endpoint }
    : feature;
}
