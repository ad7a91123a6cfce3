import { rmSync } from 'node:fs';
import { aDataDir } from './hearth-process';
import { type OpenSearch, type OpenSearchOptions, startOpenSearch } from './open-search';

/** An OpenSearch of a test's own, which it may kill and start again on the same port with the same data. */
export interface OwnSearch {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  freeze(): void;
  thaw(): void;
  remove(): Promise<void>;
}

export async function anOwnSearch(settings: OpenSearchOptions['settings'] = {}): Promise<OwnSearch> {
  const folder = aDataDir();
  let running: OpenSearch = await startOpenSearch({ folder, port: 0, settings });
  const { url, port } = running;
  return {
    url,
    kill: async () => {
      process.kill(running.child.pid, 'SIGKILL');
      await running.child.ended;
    },
    start: async () => {
      running = await startOpenSearch({ folder, port, settings });
    },
    freeze: () => void process.kill(running.child.pid, 'SIGSTOP'),
    thaw: () => void process.kill(running.child.pid, 'SIGCONT'),
    remove: async () => {
      await running.child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
