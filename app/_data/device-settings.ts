import 'server-only';
import { settingsOfFamily } from '@/contracts/asked-settings';
import type { DeviceName } from '@/contracts/device';
import { DeviceSettings } from '@/contracts/device-settings';
import type { Outcome } from '@/contracts/registry';
import { setDeviceSettings } from '@/server/decode/commands';
import * as queries from '@/server/decode/queries';
import { actor, recorded, whoMay } from './asking';
import { database } from './database';
import { editedSensor } from './registry';

/** What its owner said of the device last. */
export async function deviceSettings(device: DeviceName): Promise<DeviceSettings> {
  await whoMay('run');
  return queries.deviceSettings(database(), device);
}

/** Says of the device that feeds the sensor what the form says, for what comes from now on. */
export async function changeDeviceSettings(sensorId: string, form: FormData): Promise<Outcome<null>> {
  await whoMay('run');
  const device = (await editedSensor(sensorId))?.device ?? undefined;
  if (device === undefined) return { refused: { problem: 'No device feeds this sensor by now.' } };
  const [before, after] = [await deviceSettings(device), settingsIn(form, device.family)];
  if (!after.success) {
    const problem = 'There is no such time zone. Take one from the list, such as Europe/Berlin.';
    return { refused: { problem, field: 'timezone' } };
  }
  const { family, key } = device;
  const detail = { device: { family, key }, before, after: after.data };
  const event = { action: 'device settings changed', subject: sensorId, detail };
  return recorded('run', event, async () => {
    const { who } = await actor();
    const set = await setDeviceSettings(database(), device, after.data, who);
    if (set === undefined) return { refused: { problem: 'That device is known no more.' } };
    return { done: null };
  });
}

/** What is left empty is not said. */
function settingsIn(form: FormData, family: string) {
  const given = settingsOfFamily(family).flatMap((name) => {
    const text = form.get(name);
    if (typeof text !== 'string' || text.trim() === '') return [];
    return [[name, name === 'nameHeuristics' ? text === 'true' : text.trim()]];
  });
  return DeviceSettings.safeParse(Object.fromEntries(given));
}
