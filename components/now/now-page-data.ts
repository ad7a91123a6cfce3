import type { RangeId } from '@/components/sensor/ranges';
import type { HouseNow } from '@/contracts/house';
import type { SensorList } from '@/contracts/sensor';

/** What the server hands the page. */
export interface NowPageData {
  readonly list: SensorList;
  readonly house: HouseNow;
  readonly rangeId: RangeId;
}
