import {
  Activity,
  AudioWaveform,
  BatteryMedium,
  CloudRain,
  Coins,
  Compass,
  DoorOpen,
  Droplet,
  Droplets,
  Flame,
  FlaskConical,
  Gauge,
  Heater,
  Leaf,
  type LucideIcon,
  Network,
  Percent,
  Plug,
  Radiation,
  Ruler,
  Sprout,
  Sun,
  Thermometer,
  Timer,
  User,
  Volume2,
  Waves,
  Weight,
  Wifi,
  Wind,
  Zap,
} from 'lucide-react';
import { quantityOf } from '@/contracts/quantities';
import { seriesColour } from './series-colour';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  activity: Activity,
  'audio-waveform': AudioWaveform,
  'battery-medium': BatteryMedium,
  'cloud-rain': CloudRain,
  coins: Coins,
  compass: Compass,
  'door-open': DoorOpen,
  droplet: Droplet,
  droplets: Droplets,
  flame: Flame,
  'flask-conical': FlaskConical,
  gauge: Gauge,
  heater: Heater,
  leaf: Leaf,
  network: Network,
  percent: Percent,
  plug: Plug,
  radiation: Radiation,
  ruler: Ruler,
  sprout: Sprout,
  sun: Sun,
  thermometer: Thermometer,
  timer: Timer,
  user: User,
  'volume-2': Volume2,
  waves: Waves,
  weight: Weight,
  wifi: Wifi,
  wind: Wind,
  zap: Zap,
};

/** The icon of a quantity, tinted with its series colour unless another is given. */
export function QuantityIcon({
  quantity,
  size = 16,
  colour = seriesColour(quantity),
}: {
  quantity: string;
  size?: number;
  colour?: string;
}) {
  const Icon = ICONS[quantityOf(quantity)?.icon ?? ''] ?? Activity;
  return (
    <Icon size={size} strokeWidth={1.75} aria-hidden="true" className="shrink-0" style={{ color: colour }} />
  );
}
