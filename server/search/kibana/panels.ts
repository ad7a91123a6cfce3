/** What the dashboards show: each a question to the search server, and how its answer is drawn. */
export interface Panel {
  readonly id: string;
  readonly title: string;
  /** Of documents; empty: all. */
  readonly only: readonly object[];
  readonly aggs: object;
  /** Vega-Lite, but for data and title. */
  readonly view: object;
}

const MOST_SERIES = 30;
const SENSOR = { terms: { field: 'sensor.name', size: MOST_SERIES } };
const timeline = (aggs: object) => ({
  date_histogram: { field: '@timestamp', fixed_interval: { '%autointerval%': true } },
  aggs,
});
const term = (field: string, ...values: readonly string[]) => ({ terms: { [field]: values } });
const PLAUSIBLE = term('quality', 'plausible');

const x = { field: 'time', type: 'temporal', title: null };
const bySensor = { field: 'sensor', type: 'nominal', title: null };
const sensors = { property: 'aggregations.sensors.buckets' };
const quantitative = (field: string, title: string | null, zero = false) => ({
  field,
  type: 'quantitative',
  title,
  scale: { zero },
});

/** One line a sensor: the mean of each interval. */
function lines(id: string, title: string, unit: string, only: readonly object[]): Panel {
  return {
    id,
    title,
    only: [...only, PLAUSIBLE],
    aggs: {
      sensors: { ...SENSOR, aggs: { times: timeline({ mean: { avg: { field: 'value' } } }) } },
    },
    view: {
      format: sensors,
      transform: [
        { calculate: 'datum.key', as: 'sensor' },
        { flatten: ['times.buckets'], as: ['bucket'] },
        { calculate: 'toDate(datum.bucket.key)', as: 'time' },
        { calculate: 'datum.bucket.mean.value', as: 'value' },
        { filter: 'isValid(datum.value)' },
      ],
      mark: { type: 'line', interpolate: 'linear', tooltip: true },
      encoding: { x, y: quantitative('value', unit), color: bySensor },
    },
  };
}

/** A bar a sensor, of one number. */
function bars(
  id: string,
  title: string,
  unit: string,
  only: readonly object[],
  metric: object,
  value: string,
): Panel {
  return {
    id,
    title,
    only,
    aggs: { sensors: { ...SENSOR, aggs: { number: metric } } },
    view: {
      format: sensors,
      transform: [
        { calculate: 'datum.key', as: 'sensor' },
        { calculate: value, as: 'value' },
        { filter: 'isValid(datum.value)' },
      ],
      mark: { type: 'bar', tooltip: true },
      encoding: {
        x: quantitative('value', unit, true),
        y: { field: 'sensor', type: 'nominal', title: null, sort: '-x' },
      },
    },
  };
}

/** A counter's rise a day, a bar a sensor: its highest less its lowest value, which an exchange of the meter spoils. */
function rises(id: string, title: string, unit: string, only: readonly object[]): Panel {
  return {
    id,
    title,
    only: [...only, PLAUSIBLE],
    aggs: {
      sensors: {
        ...SENSOR,
        aggs: {
          days: {
            date_histogram: { field: '@timestamp', calendar_interval: 'day' },
            aggs: { lowest: { min: { field: 'value' } }, highest: { max: { field: 'value' } } },
          },
        },
      },
    },
    view: {
      format: sensors,
      transform: [
        { calculate: 'datum.key', as: 'sensor' },
        { flatten: ['days.buckets'], as: ['bucket'] },
        { calculate: 'toDate(datum.bucket.key)', as: 'time' },
        { calculate: 'datum.bucket.highest.value - datum.bucket.lowest.value', as: 'value' },
        { filter: 'isValid(datum.value)' },
      ],
      mark: { type: 'bar', tooltip: true },
      encoding: { x, y: quantitative('value', unit, true), color: bySensor },
    },
  };
}

/** Documents over time, a colour a value of a field. */
function counts(id: string, title: string, field: string, only: readonly object[] = []): Panel {
  return {
    id,
    title,
    only,
    aggs: { kinds: { terms: { field, size: MOST_SERIES }, aggs: { times: timeline({}) } } },
    view: {
      format: { property: 'aggregations.kinds.buckets' },
      transform: [
        { calculate: 'datum.key', as: 'kind' },
        { flatten: ['times.buckets'], as: ['bucket'] },
        { calculate: 'toDate(datum.bucket.key)', as: 'time' },
        { calculate: 'datum.bucket.doc_count', as: 'documents' },
      ],
      mark: { type: 'bar', tooltip: true },
      encoding: {
        x,
        y: quantitative('documents', 'documents', true),
        color: { field: 'kind', type: 'nominal', title: null },
      },
    },
  };
}

const LAST_SEEN: Panel = {
  id: 'last-seen',
  title: 'Minutes since the last reading',
  only: [],
  aggs: { sensors: { ...SENSOR, aggs: { last: { max: { field: '@timestamp' } } } } },
  view: {
    format: sensors,
    transform: [
      { calculate: 'datum.key', as: 'sensor' },
      { calculate: '(now() - datum.last.value) / 60000', as: 'minutes' },
    ],
    mark: { type: 'bar', tooltip: true },
    encoding: {
      x: quantitative('minutes', 'minutes', true),
      y: { field: 'sensor', type: 'nominal', title: null, sort: '-x' },
    },
  },
};

export interface Dashboard {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly panels: readonly Panel[];
}

const maximum = { max: { field: 'value' } };
const minimum = { min: { field: 'value' } };
const number = 'datum.number.value';

export const DASHBOARDS: readonly Dashboard[] = [
  {
    id: 'electricity',
    title: 'Hearth: electricity',
    says: 'Power over time, what each day took, and who takes most.',
    panels: [
      lines('power', 'Power', 'W', [term('quantity', 'power')]),
      rises('energy-days', 'Energy a day', 'kWh', [term('quantity', 'energy')]),
      bars('power-highest', 'Highest power', 'W', [term('quantity', 'power'), PLAUSIBLE], maximum, number),
      lines('voltage', 'Voltage', 'V', [term('quantity', 'voltage')]),
    ],
  },
  {
    id: 'climate',
    title: 'Hearth: climate',
    says: 'Temperature, humidity and air.',
    panels: [
      lines('temperature', 'Temperature', '°C', [term('quantity', 'temperature')]),
      lines('humidity', 'Humidity', '%', [term('quantity', 'humidity')]),
      lines('co2', 'Carbon dioxide', 'ppm', [term('quantity', 'co2')]),
      bars(
        'temperature-lowest',
        'Lowest temperature',
        '°C',
        [term('quantity', 'temperature'), PLAUSIBLE],
        minimum,
        number,
      ),
    ],
  },
  {
    id: 'device-health',
    title: 'Hearth: device health',
    says: 'Who is silent, whose battery is low, whose values can’t be.',
    panels: [
      LAST_SEEN,
      bars('battery', 'Lowest battery', '%', [term('quantity', 'battery')], minimum, number),
      lines('signal', 'Signal', 'dBm', [term('quantity', 'signal_strength')]),
      bars(
        'implausible',
        'Implausible values',
        'values',
        [term('quality', 'implausible')],
        { value_count: { field: 'value' } },
        number,
      ),
    ],
  },
  {
    id: 'pipeline',
    title: 'Hearth: pipeline',
    says: 'How much comes, by quantity, by whose clock, and from which partition.',
    panels: [
      counts('documents', 'Documents', 'quantity'),
      counts('clocks', 'Whose clock', 'clock'),
      counts('partitions', 'Partitions of the readings', 'kafka.partition'),
      counts('replays', 'Corrected', 'replay', [{ range: { replay: { gte: 1 } } }]),
    ],
  },
];
