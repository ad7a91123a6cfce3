import { ageText, durationText } from '@/components/format/duration';
import type { Format } from '@/components/format/format';
import type { Attention, Trouble } from './attention';
import { lastSeen } from './last-seen';

export interface TroubleWords {
  readonly title: string;
  readonly detail: string;
  /** What mends it. */
  readonly fix: string;
  /** Where that is done, or looked at. */
  readonly href: string;
}

/** What is wrong, in a house's words, and what mends it. */
export function troubleWords(trouble: Trouble, now: number, format: Format): TroubleWords {
  if (trouble.trouble === 'refused') {
    const { name, why, at } = trouble.login;
    return {
      title: `${name} was turned away`,
      detail: sentence(`${ago(at, now)}: ${why}`),
      fix: 'Check the user name, password and topic in the device; a new password is made with its login.',
      href: '/logins',
    };
  }
  const page = `/sensors/${encodeURIComponent(trouble.sensor.id)}`;
  if (trouble.trouble === 'range') {
    const { quantity, unit, value, measuredAt } = trouble.reading;
    return {
      title: `${trouble.sensor.name} is out of range`,
      detail: `${format.label(quantity)} said ${format.withUnit(value, quantity, unit)}, ${ago(measuredAt, now)}.`,
      fix: 'That can’t be, so it counts nowhere. Check its probe and wiring, or the unit that its mapping names.',
      href: page,
    };
  }
  return { ...ofSensor(trouble, now, format), href: page };
}

function ofSensor(
  { sensor, trouble, since = 0, battery }: Attention,
  at: number,
  format: Format,
): Omit<TroubleWords, 'href'> {
  const level = battery === undefined ? undefined : `battery ${format.number(battery, 0)} %`;
  const also = level === undefined ? '' : `, ${level}`;
  const mended = level === undefined ? '' : ' Its battery may be empty: change or charge it.';
  switch (trouble) {
    case 'offline':
      return {
        title: `${sensor.name} is offline`,
        detail: `Said goodbye ${format.moment(since, at)}${also}.`,
        fix: mended.trim() || 'Check its power and its network; once it is back, it is here again by itself.',
      };
    case 'silent':
      return {
        title: `${sensor.name} is silent`,
        detail: `Last heard ${ago(since, at)}${expected(sensor)}${also}.`,
        fix:
          mended.trim() ||
          'Check its power and whether it is still in reach; switch it off and on, or bind another device.',
      };
    case 'battery':
      return {
        title: `${sensor.name} has a low battery`,
        detail: sentence(level ?? ''),
        fix: 'Change or charge it before it falls silent.',
      };
  }
}

function expected({ series }: Attention['sensor']): string {
  const rhythmMs = lastSeen(series)?.rhythmMs;
  return rhythmMs == null ? '' : `, expected every ${durationText(Math.max(1_000, rhythmMs))}`;
}

function ago(since: number, now: number): string {
  return ageText(Math.max(0, now - since));
}

/** With a capital and a full stop, whatever it was written like. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}
