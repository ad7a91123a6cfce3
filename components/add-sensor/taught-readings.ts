import { typedNumber } from '@/components/format/typed-number';
import type { TaughtReading, TaughtTopic } from '@/contracts/arrival';

/** Those of the topics that tell of power, with its sign the other way round. */
export function turned(taught: readonly TaughtTopic[]): readonly TaughtTopic[] {
  const turn = (reading: TaughtReading) =>
    isPower(reading) ? { ...reading, scale: -(reading.scale ?? 1) } : reading;
  return taught
    .filter(({ readings }) => readings.some(isPower))
    .map(({ topic, readings }) => ({ topic, readings: readings.map(turn) }));
}

/** The field of a form that says from where, or up to where, a value can be believed. */
export function limitField(
  limit: 'min' | 'max',
  topic: string,
  { path = '', quantity }: TaughtReading,
): string {
  return `${limit} ${topic} ${path} ${quantity}`;
}

/** Those of the topics of which the form says another range than holds, with that range. */
export function believed(taught: readonly TaughtTopic[], form: FormData): readonly TaughtTopic[] {
  return taught.flatMap(({ topic, readings }) => {
    const limited = readings.map((reading) => within(reading, topic, form));
    const isSame = readings.every(
      ({ min, max }, index) => min === limited[index]?.min && max === limited[index]?.max,
    );
    return isSame ? [] : [{ topic, readings: limited }];
  });
}

function within(reading: TaughtReading, topic: string, form: FormData): TaughtReading {
  const { min: _min, max: _max, ...rest } = reading;
  const [min, max] = (['min', 'max'] as const).map((limit) =>
    numberIn(form.get(limitField(limit, topic, reading))),
  );
  return { ...rest, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function numberIn(text: FormDataEntryValue | null): number | undefined {
  return typeof text === 'string' ? typedNumber(text) : undefined;
}

function isPower({ quantity }: TaughtReading): boolean {
  return quantity === 'power';
}
