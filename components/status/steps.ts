import {
  ArrowLeftRight,
  Braces,
  CircleAlert,
  Database,
  Layers,
  type LucideIcon,
  Monitor,
  RadioTower,
  Search,
} from 'lucide-react';
import type { Format } from '@/components/format/format';
import type { PipelineReport } from '@/contracts/pipeline';

export type StepId =
  | 'mqtt'
  | 'ingest'
  | 'raw'
  | 'decode'
  | 'readings'
  | 'live'
  | 'history'
  | 'search'
  | 'letters';

/** One station of the road. */
export interface Step {
  readonly id: StepId;
  readonly icon: LucideIcon;
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly note: string;
  readonly isBehind?: boolean;
}

const MILLION = 1_000_000;

export function stepsOf(report: PipelineReport, format: Format): readonly Step[] {
  const { door, decode, history, live, log, hops, search } = report;
  const p50 = hops.find(({ hop }) => hop === 'receipt→raw')?.p50Ms ?? null;
  const p99 = hops.find(({ hop }) => hop === 'reading→socket')?.p99Ms ?? null;
  const rate = (perSecond: number) => format.number(perSecond, perSecond < 100 ? 1 : 0);
  const whole = (count: number) => format.number(count, 0);
  const behind = (count: number) => ({
    note: count === 0 ? 'nothing waits' : `${whole(count)} behind`,
    isBehind: count > 0,
  });
  const apiece = log.raw && log.readings !== null ? log.readings / log.raw : null;
  return [
    step('mqtt', RadioTower, 'MQTT broker', rate(door.perSecond), 'msg/s', plural(door.clients, 'client')),
    step('ingest', ArrowLeftRight, 'Ingest', whole(door.inFlight), 'under way', ack(p50, format)),
    step('raw', Layers, 'Raw log', ...countWords(log.raw, format), 'every byte, as it came'),
    { ...step('decode', Braces, 'Decode', rate(decode.perSecond), '/s', ''), ...behind(decode.behind) },
    step('readings', Layers, 'Readings', ...countWords(log.readings, format), apieceWords(apiece, format)),
    step(
      'live',
      Monitor,
      'Live',
      whole(live.screens),
      live.screens === 1 ? 'screen' : 'screens',
      within(p99, format),
    ),
    { ...step('history', Database, 'History', rate(history.perSecond), '/s', ''), ...behind(history.behind) },
    search === null
      ? step('search', Search, 'Search', '–', '', 'no search server')
      : { ...step('search', Search, 'Search', rate(search.perSecond), '/s', ''), ...behind(search.behind) },
    step('letters', CircleAlert, 'Dead letters', ...countWords(log.letters, format), lettersWords(report)),
  ];
}

function step(id: StepId, icon: LucideIcon, name: string, value: string, unit: string, note: string): Step {
  return { id, icon, name, value, unit, note };
}

function countWords(count: number | null, format: Format): [value: string, unit: string] {
  if (count === null) return ['–', ''];
  if (count >= MILLION) return [format.number(count / MILLION, 1), 'million'];
  return [format.number(count, 0), ''];
}

function ack(p50Ms: number | null, format: Format): string {
  return p50Ms === null ? 'nothing came lately' : `on disk within ${format.number(p50Ms, 0)} ms`;
}

function within(p99Ms: number | null, format: Format): string {
  return p99Ms === null ? 'nothing sent lately' : `p99 ${format.number(p99Ms, 0)} ms`;
}

function apieceWords(apiece: number | null, format: Format): string {
  return apiece === null ? 'kept 30 days' : `${format.number(apiece, 1)} per message`;
}

function lettersWords({ refusals }: PipelineReport): string {
  const [most] = refusals;
  return most === undefined ? 'none since the start' : `mostly ${most.code}`;
}

function plural(count: number, thing: string): string {
  return count === 1 ? `one ${thing}` : `${count} ${thing}s`;
}
