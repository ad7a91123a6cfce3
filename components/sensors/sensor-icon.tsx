import {
  Car,
  Coffee,
  Fan,
  Heater,
  House,
  Lamp,
  type LucideIcon,
  Microwave,
  Monitor,
  Refrigerator,
  Router,
  ShowerHead,
  Snowflake,
  Sun,
  Tv,
  Utensils,
  UtilityPole,
  WashingMachine,
} from 'lucide-react';
import type { SensorSummary } from '@/contracts/sensor';
import type { SensorIconName } from '@/contracts/sensor-looks';
import { QuantityIcon } from './quantity-icon';
import { seriesColour } from './series-colour';

const ICONS: Readonly<Record<SensorIconName, LucideIcon>> = {
  car: Car,
  coffee: Coffee,
  fan: Fan,
  heater: Heater,
  house: House,
  lamp: Lamp,
  microwave: Microwave,
  monitor: Monitor,
  refrigerator: Refrigerator,
  router: Router,
  'shower-head': ShowerHead,
  snowflake: Snowflake,
  sun: Sun,
  tv: Tv,
  utensils: Utensils,
  'utility-pole': UtilityPole,
  'washing-machine': WashingMachine,
};

/** The icon a person chose for the sensor, else that of a quantity of it. */
export function SensorIcon({
  sensor,
  quantity,
  isTinted = false,
  size = 16,
}: {
  sensor: Pick<SensorSummary, 'icon' | 'series'>;
  /** Which of its quantities stands for it; its first when absent. */
  quantity?: string;
  isTinted?: boolean;
  size?: number;
}) {
  const Chosen = ICONS[sensor.icon as SensorIconName];
  const shown = quantity ?? sensor.series[0]?.quantity ?? '';
  const colour = isTinted ? seriesColour(shown) : 'currentColor';
  if (Chosen === undefined) return <QuantityIcon quantity={shown} size={size} colour={colour} />;
  return (
    <Chosen
      size={size}
      strokeWidth={1.75}
      aria-hidden="true"
      className="shrink-0"
      style={{ color: colour }}
    />
  );
}
