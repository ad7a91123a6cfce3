import type { SensorSummary, SeriesSummary } from './sensor';

/** Which sensors say what the whole house takes. */
export interface House<Sensor = SensorSummary> {
  /** At the grid: its power is what comes in, below zero what goes out. */
  readonly meter: Sensor | undefined;
  /** Their power is what they make. */
  readonly solar: readonly Sensor[];
  /** Their power is what they give, below zero what they take. */
  readonly batteries: readonly Sensor[];
}

interface Candidate {
  readonly profile?: string | null;
  readonly series: readonly Pick<SeriesSummary, 'quantity' | 'channel'>[];
}

/**
 * A sensor's profile says what it is. Where nobody said: a meter at the grid counts what comes in and what goes out, an
 * inverter what it makes.
 */
export function houseOf<Sensor extends Candidate>(sensors: readonly Sensor[]): House<Sensor> {
  const powered = sensors.filter(({ series }) => powerOf(series) !== undefined);
  const kinds = new Map(powered.map((sensor) => [sensor, kindOf(sensor)]));
  const those = (kind: Kind) => powered.filter((sensor) => kinds.get(sensor) === kind);
  const [meter] = those('meter').sort((one, other) => Number(isSaid(other)) - Number(isSaid(one)));
  return { meter, solar: those('solar'), batteries: those('battery') };
}

type Kind = 'meter' | 'solar' | 'battery' | 'other';

function kindOf({ profile, series }: Candidate): Kind {
  if (profile === 'meter' || profile === 'solar' || profile === 'battery') return profile;
  if (profile != null) return 'other';
  const has = (quantity: string) => series.some((one) => one.quantity === quantity);
  if ((has('energy') && has('energy_returned')) || has('energy_net')) return 'meter';
  return has('energy_production') ? 'solar' : 'other';
}

function isSaid({ profile }: Candidate): boolean {
  return profile === 'meter';
}

/** The sensor's power as a whole: the series without a channel. */
export function powerOf<Series extends Pick<SeriesSummary, 'quantity' | 'channel'>>(
  series: readonly Series[],
): Series | undefined {
  return series.find(({ quantity, channel }) => quantity === 'power' && channel === null);
}

/** Watts: what the house takes, and what its roof makes; null where the meter said nothing. */
export type HousePoint = readonly [time: number, load: number | null, solar: number | null];

/** What the whole house took over a span, one row a column. ms since 1970. */
export interface HouseSpan {
  readonly from: number;
  readonly to: number;
  readonly columnMs: number;
  readonly points: readonly HousePoint[];
}

/** kWh since the home's midnight, by the difference of counters; null where there is none. */
export interface HouseToday {
  readonly used: number | null;
  readonly imported: number | null;
  readonly returned: number | null;
  readonly produced: number | null;
}

export interface HouseNow {
  /** Undefined where no sensor is a meter. */
  readonly span: HouseSpan | undefined;
  readonly today: HouseToday;
  readonly serverTime: number;
}

/** What a cell of the board shows besides its value. */
export interface CellPast {
  readonly sensorId: string;
  readonly quantity: string;
  readonly channel: string | null;
  /** Means of the last 24 h, oldest first; null where nothing was measured. */
  readonly means: readonly (number | null)[];
  /** Since the home's midnight. */
  readonly lowest: number | null;
  readonly highest: number | null;
  /** The newest value that was an hour old. */
  readonly hourAgo: number | null;
  /** kWh since the home's midnight, for power whose sensor counts its energy. */
  readonly kwhToday: number | null;
}
