import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Queued, Session, SessionState } from './session-state';

const SubscriptionLine = z.object({
  topic: z.string(),
  qos: z.number(),
  rh: z.number().optional(),
  rap: z.boolean().optional(),
  nl: z.boolean().optional(),
});

const Line = z.union([
  /** A retained message; without bytes it is gone. */
  z.object({ retained: z.string(), qos: z.number(), bytes: z.base64() }),
  /** All subscriptions of a session; null when the session has ended. */
  z.object({ session: z.string(), subscriptions: z.array(SubscriptionLine).nullable() }),
  z.object({
    queued: z.string(),
    brokerId: z.string(),
    brokerCounter: z.number(),
    topic: z.string(),
    qos: z.number(),
    bytes: z.base64(),
  }),
  z.object({ delivered: z.string(), key: z.string() }),
]);
type Line = z.output<typeof Line>;

const COMPACT_BYTES = 4 * 1024 * 1024;

/**
 * The broker's state on disk: one line a change, rewritten when it has grown long. Changes of one moment are written together, and
 * what came and went between two writes is never written.
 */
export class SessionJournal {
  readonly #retained = new Set<string>();
  readonly #sessions = new Set<string>();
  readonly #queued = new Map<string, { clientId: string; key: string }>();
  readonly #delivered = new Map<string, { clientId: string; key: string }>();
  #bytes = 0;
  #unwritten = '';
  #compactAt = COMPACT_BYTES;

  constructor(
    private readonly file: string,
    private readonly state: SessionState,
  ) {}

  retained(topic: string): void {
    this.#retained.add(topic);
  }

  session(clientId: string): void {
    this.#sessions.add(clientId);
  }

  queued(clientId: string, key: string): void {
    this.#queued.set(`${clientId} ${key}`, { clientId, key });
  }

  delivered(clientId: string, key: string): void {
    const at = `${clientId} ${key}`;
    if (!this.#queued.delete(at)) this.#delivered.set(at, { clientId, key });
  }

  /** Brings the state back; a line that a crash cut short is left out. */
  async read(): Promise<void> {
    await mkdir(path.dirname(this.file), { recursive: true });
    const text = await readFile(this.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    for (const line of text.split('\n')) this.#apply(line);
    await this.#compact();
  }

  /** Writes what has changed. */
  async write(): Promise<void> {
    this.#unwritten += linesAsText(this.#changes());
    if (this.#unwritten === '') return;
    const text = this.#unwritten;
    await appendFile(this.file, text);
    this.#unwritten = '';
    this.#bytes += text.length;
    if (this.#bytes > this.#compactAt) await this.#compact();
  }

  #changes(): readonly Line[] {
    const { retained, sessions } = this.state;
    const lines: Line[] = [];
    for (const topic of this.#retained) lines.push(retainedLine(topic, retained.get(topic)));
    for (const clientId of this.#sessions) lines.push(sessionLine(clientId, sessions.get(clientId)));
    for (const { clientId, key } of this.#queued.values()) {
      const message = sessions.get(clientId)?.queue.get(key);
      if (message !== undefined) lines.push(queuedLine(clientId, message));
    }
    for (const { clientId, key } of this.#delivered.values()) lines.push({ delivered: clientId, key });
    for (const changed of [this.#retained, this.#sessions, this.#queued, this.#delivered]) changed.clear();
    return lines;
  }

  async #compact(): Promise<void> {
    const lines: Line[] = [...this.state.retained.values()].map((message) =>
      retainedLine(message.topic, message),
    );
    for (const [clientId, session] of this.state.sessions) {
      lines.push(sessionLine(clientId, session));
      for (const message of session.queue.values()) lines.push(queuedLine(clientId, message));
    }
    const text = linesAsText(lines);
    const fresh = `${this.file}.new`;
    await writeFile(fresh, text, { mode: 0o600 });
    await rename(fresh, this.file);
    this.#bytes = text.length;
    this.#compactAt = Math.max(COMPACT_BYTES, 4 * text.length);
  }

  #apply(text: string): void {
    const line = parseLine(text);
    if (line === undefined) return;
    if ('retained' in line) {
      this.state.retain({ topic: line.retained, qos: line.qos, payload: Buffer.from(line.bytes, 'base64') });
    } else if ('session' in line) {
      this.state.unsubscribe(line.session, [
        ...(this.state.sessions.get(line.session)?.subscriptions.keys() ?? []),
      ]);
      if (line.subscriptions === null) this.state.endSession(line.session);
      else this.state.subscribe(line.session, line.subscriptions);
    } else if ('queued' in line) {
      const { brokerId, brokerCounter, topic, qos } = line;
      const payload = Buffer.from(line.bytes, 'base64');
      this.state.enqueue(line.queued, { brokerId, brokerCounter, topic, qos, payload });
    } else this.state.dequeue(line.delivered, line.key);
  }
}

function parseLine(text: string): Line | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data;
  } catch {
    // The last line of a crash.
    return undefined;
  }
}

function linesAsText(lines: readonly Line[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function retainedLine(topic: string, message: { qos: number; payload: Buffer } | undefined): Line {
  return { retained: topic, qos: message?.qos ?? 0, bytes: message?.payload.toString('base64') ?? '' };
}

function sessionLine(session: string, state: Session | undefined): Line {
  return { session, subscriptions: state === undefined ? null : [...state.subscriptions.values()] };
}

function queuedLine(queued: string, message: Queued): Line {
  const { brokerId, brokerCounter, topic, qos, payload } = message;
  return { queued, brokerId, brokerCounter, topic, qos, bytes: payload.toString('base64') };
}
