/** The parts of kafkajs' wire layer this folder stands on. The package is pinned; what is declared here is what 2.2.4 does. */

declare module 'kafkajs/src/network/connection.js' {
  interface Encoded {
    readonly buf: Buffer;
    readonly buffer: Buffer;
  }
  interface Exchange<Answer> {
    readonly request: {
      readonly apiKey: number;
      readonly apiVersion: number;
      readonly apiName: string;
      encode(): Encoded | Promise<Encoded>;
    };
    readonly response: {
      decode(payload: Buffer): unknown;
      parse(decoded: unknown): Answer | Promise<Answer>;
    };
    readonly requestTimeout?: number | null;
    readonly logResponseError?: boolean;
  }
  interface Silent {
    namespace(): Silent;
    debug(): void;
    info(): void;
    warn(): void;
    error(): void;
  }
  class Connection {
    constructor(options: {
      host: string;
      port: number;
      logger: Silent;
      socketFactory: unknown;
      requestTimeout: number;
      connectionTimeout: number;
      enforceRequestTimeout: boolean;
      ssl: { ca?: string[] } | null;
      sasl: object | null;
      clientId: string;
    });
    socket: import('node:net').Socket | undefined;
    readonly requestQueue: {
      rejectAll(error: Error): void;
      destroy(): void;
      maybeThrottle: (throttleMs: number) => void;
      scheduleCheckPendingRequests: () => void;
    };
    connect(): Promise<true>;
    isConnected(): boolean;
    disconnect(): Promise<true>;
    authenticate(): Promise<void>;
    setVersions(versions: ApiVersions): void;
    setSupportAuthenticationProtocol(isSupported: boolean): void;
    send<Answer>(exchange: Exchange<Answer>): Promise<Answer>;
  }
  type ApiVersions = Record<number, { minVersion: number; maxVersion: number }>;

  export type { ApiVersions, Encoded, Exchange, Silent };
  export default Connection;
}

declare module 'kafkajs/src/network/socketFactory.js' {
  import type { Socket } from 'node:net';

  interface SocketOptions {
    host: string;
    port: number;
    ssl: object | null;
    onConnect: () => void;
  }
  export default function createSocketFactory(): (options: SocketOptions) => Socket;
}

declare module 'kafkajs/src/protocol/requests/index.js' {
  import type { ApiVersions, Exchange } from 'kafkajs/src/network/connection.js';

  type Builder<Options, Answer> = (options: Options) => Exchange<Answer>;
  interface Definition<Options, Answer> {
    readonly versions: readonly string[];
    protocol(which: { version: number }): Builder<Options, Answer>;
  }
  interface Member {
    readonly groupId: string;
    readonly memberId: string;
  }
  const protocol: {
    requests: {
      ApiVersions: Definition<
        undefined,
        { apiVersions: { apiKey: number; minVersion: number; maxVersion: number }[] }
      >;
      InitProducerId: Definition<
        { transactionTimeout: number },
        { producerId: string | { toString(): string }; producerEpoch: number }
      >;
      GroupCoordinator: Definition<
        { groupId: string; coordinatorType: 0 },
        { coordinator: { nodeId: number; host: string; port: number } }
      >;
      JoinGroup: Definition<
        Member & {
          sessionTimeout: number;
          rebalanceTimeout: number;
          protocolType: 'consumer';
          groupProtocols: { name: string; metadata: Buffer }[];
        },
        {
          generationId: number;
          leaderId: string;
          memberId: string;
          members: { memberId: string; memberMetadata: Buffer }[];
        }
      >;
      SyncGroup: Definition<
        Member & { generationId: number; groupAssignment: { memberId: string; memberAssignment: Buffer }[] },
        { memberAssignment: Buffer }
      >;
      Heartbeat: Definition<Member & { groupGenerationId: number }, unknown>;
      LeaveGroup: Definition<Member, unknown>;
      OffsetCommit: Definition<
        Member & {
          groupGenerationId: number;
          topics: { topic: string; partitions: { partition: number; offset: string }[] }[];
        },
        unknown
      >;
    };
    lookup(
      versions: ApiVersions,
    ): <Options, Answer>(apiKey: number, definition: Definition<Options, Answer>) => Builder<Options, Answer>;
  };

  export type { Definition };
  export default protocol;
}

declare module 'kafkajs/src/protocol/requests/apiKeys.js' {
  const apiKeys: Record<
    | 'InitProducerId'
    | 'GroupCoordinator'
    | 'JoinGroup'
    | 'SyncGroup'
    | 'Heartbeat'
    | 'LeaveGroup'
    | 'OffsetCommit',
    number
  >;
  export default apiKeys;
}

declare module 'kafkajs/src/protocol/recordBatch/crc32C/index.js' {
  export default function crc32C(bytes: Buffer): number;
}

declare module 'kafkajs/src/consumer/assignerProtocol.js' {
  const assignerProtocol: {
    MemberMetadata: {
      encode(metadata: { version: number; topics: string[] }): Buffer;
      decode(bytes: Buffer): { topics: string[] };
    };
    MemberAssignment: {
      encode(assignment: { version: number; assignment: Record<string, number[]> }): Buffer;
      decode(bytes: Buffer): { assignment: Record<string, number[]> } | null;
    };
  };
  export default assignerProtocol;
}
