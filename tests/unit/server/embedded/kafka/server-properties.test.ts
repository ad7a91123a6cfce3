import { describe, expect, it } from 'vitest';
import { serverProperties } from '@/server/embedded/kafka/server-properties';

describe('serverProperties', () => {
  const lines = serverProperties({ brokerPort: 19_001, controllerPort: 19_002, logDir: 'C:\\data' }).split(
    '\n',
  );

  it('listens on loopback alone', () => {
    expect(lines).toContain('listeners=PLAINTEXT://127.0.0.1:19001,CONTROLLER://127.0.0.1:19002');
  });

  it('makes no topic that nobody asked for', () => {
    expect(lines).toContain('auto.create.topics.enable=false');
  });

  it('writes a folder so that no backslash is lost', () => {
    expect(lines).toContain('log.dirs=C:/data');
  });
});
