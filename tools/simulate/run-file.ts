import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The MQTT address of the Hearth that runs here, as its `run.json` tells; undefined when none runs. */
export function runningMqttUrl(dataDir: string): string | undefined {
  try {
    const run: unknown = JSON.parse(readFileSync(path.join(dataDir, 'run.json'), 'utf8'));
    const url = typeof run === 'object' && run !== null && 'mqttUrl' in run ? run.mqttUrl : undefined;
    return typeof url === 'string' ? url : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
