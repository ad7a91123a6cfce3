import { durationText } from '@/components/format/duration';
import type { Format } from '@/components/format/format';
import type { Provenance, SentRecord } from '@/contracts/provenance';
import { RAW } from '@/contracts/topics';

/** A step on a reading's way here. */
export interface Hop {
  readonly id: 'measured' | 'received' | 'stored' | 'acknowledged' | 'decoded' | 'history' | 'shown';
  readonly title: string;
  /** Names of topics, as they are. */
  readonly code?: string;
  readonly lines: readonly string[];
  /** µs since the step before whose moment is known; null: not recorded. */
  readonly tookUs: number | null;
}

/** Its way here, as far as it is recorded: no moment is guessed. */
export function hopsOf(provenance: Provenance, format: Format): readonly Hop[] {
  const { sent } = provenance;
  return [
    measured(provenance, format),
    ...(sent === null ? [] : [received(provenance, sent)]),
    stored(provenance),
    ...(sent === null || sent.source !== undefined ? [] : [acknowledged(sent)]),
    decoded(provenance, format),
    history(provenance),
    { id: 'shown', title: 'Shown to you', lines: ['from history, when you asked'], tookUs: null },
  ];
}

/** µs from measuring, or from receipt where no clock of the device counts, until decode had written it; null: not recorded. */
export function tookInAll(hops: readonly Hop[]): number | null {
  const decodedHop = hops.find(({ id }) => id === 'decoded');
  if (decodedHop === undefined || decodedHop.tookUs === null) return null;
  return hops.reduce((all, { tookUs }) => all + (tookUs ?? 0), 0);
}

function measured({ reading, sent }: Provenance, format: Format): Hop {
  const by = sent?.device === undefined ? '' : ` by ${clientOf(sent.device)}`;
  const time = format.time(reading.at / 1_000, 'millisecond');
  const hasOwn = hasOwnClock(reading);
  const lines = hasOwn
    ? [
        `${time} by the device’s clock${reading.clock === 'corrected' ? ', its zone applied' : ''}${apart(reading, sent)}`,
      ]
    : [
        `${time}, the moment of receipt: ${reading.clock === 'suspect' ? 'the time it sent can’t be right' : 'it sent no time'}`,
      ];
  return { id: 'measured', title: `Measured${by}`, lines, tookUs: hasOwn ? 0 : null };
}

function hasOwnClock({ clock }: Provenance['reading']): boolean {
  return clock === 'device' || clock === 'corrected';
}

function apart({ at }: Provenance['reading'], sent: SentRecord | null): string {
  if (sent === null || at <= sent.receivedAt) return '';
  return `, ${durationText((at - sent.receivedAt) / 1_000)} ahead of Hearth’s`;
}

function received({ reading }: Provenance, sent: SentRecord): Hop {
  const took = sent.receivedAt - reading.at;
  const isKnown = hasOwnClock(reading) && took >= 0 && sent.source === undefined;
  const flags = `QoS ${sent.qos}, ${sent.retain ? 'retained' : 'not retained'}, ${sent.dup ? 'sent again' : 'not a repeat'}`;
  return {
    id: 'received',
    title: sent.source === undefined ? 'Received over MQTT' : `Written by ${sent.source}`,
    code: sent.topic,
    lines: [flags, ...clientLines(sent)],
    tookUs: isKnown ? took : null,
  };
}

/** A device that came by a login is named `login/client`. */
function clientLines({ device, via }: SentRecord): readonly string[] {
  if (via !== undefined) return [`through another broker, where Hearth is ${via}`];
  if (device === undefined) return [];
  const [login, ...client] = device.split('/');
  return client.length === 0 ? [`client ${device}`] : [`login ${login}, client ${client.join('/')}`];
}

function clientOf(device: string): string {
  return device.split('/').slice(1).join('/') || device;
}

function stored({ reading: { raw }, sent }: Provenance): Hop {
  const place = `partition ${raw.partition}, offset ${raw.offset}`;
  const lines = sent === null ? [place, 'no longer kept there'] : [place];
  return { id: 'stored', title: 'Stored in Kafka', code: RAW, lines, tookUs: null };
}

function acknowledged({ qos }: SentRecord): Hop {
  return qos === 0
    ? { id: 'acknowledged', title: 'Not acknowledged', lines: ['QoS 0 asks for no ack'], tookUs: null }
    : { id: 'acknowledged', title: 'Sensor got its ack', lines: ['only after Kafka had it'], tookUs: null };
}

function decoded({ decoded: record, sent, reading }: Provenance, format: Format): Hop {
  const isAnew = reading.generation > 0;
  const title = isAnew ? `Decoded anew by replay ${reading.generation}` : 'Decoded';
  if (record === null)
    return {
      ...{ id: 'decoded', title },
      lines: ['the record of it is no longer kept, or was not found'],
      tookUs: null,
    };
  const place = `partition ${record.partition}, offset ${record.offset}`;
  // How long after its receipt it was corrected says nothing of its way.
  const took = sent === null || isAnew ? -1 : record.at * 1_000 - Math.floor(sent.receivedAt / 1_000) * 1_000;
  return {
    ...{ id: 'decoded', title },
    code: record.topic,
    lines: isAnew ? [place, format.time(record.at, 'second')] : [place],
    tookUs: took >= 0 && sent?.source === undefined ? took : null,
  };
}

function history({ reading: { generation, version } }: Provenance): Hop {
  const origin = generation === 0 ? 'as it came' : `corrected by replay ${generation}`;
  return {
    id: 'history',
    title: 'Written to history',
    lines: [`${origin}, version ${version}`],
    tookUs: null,
  };
}
