import { atMost, type BenchRow, median } from './bench-row';
import { aDoorHouse, type DoorHouse } from './door-house';
import { flooded } from './flooded';
import type { DoorOrder } from './load/door-alone';

const ROUNDS = 5;
const LOAD = { sensors: 500, payloadBytes: 60, warmUpMs: 3_000, lastsMs: 6_000, window: 20 } as const;
/** As many as a login may have, and the one it needs is the last. */
const PREFIXES = 32;
const MOST_RATIO = 1.1;

/** CPU a message where each is held against the prefixes of its login, and where the answer is known beforehand. */
export async function benchAuthorisation(): Promise<readonly BenchRow[]> {
  const house = await aDoorHouse();
  try {
    return [await compared(house)];
  } finally {
    await house.remove();
  }
}

async function compared(house: DoorHouse): Promise<BenchRow> {
  const logins = await house.logins(LOAD.sensors, (index) => ({
    kind: 'gateway',
    prefixes: Array.from({ length: PREFIXES }, (_, prefix) =>
      prefix === PREFIXES - 1 ? `flood/${index}` : `flood/${index}-${prefix}`,
    ),
    reads: [],
  }));
  const costOf = async (order: DoorOrder) => (await flooded('door-alone', order, { ...LOAD, logins })).cpuUs;
  const costs: { readonly asked: number; readonly known: number }[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const asked = await costOf(house.order);
    const known = await costOf({ ...house.order, allowsAll: true });
    console.log(
      `  round ${round}: authorised ${asked.toFixed(1)} µs, everything allowed ${known.toFixed(1)} µs`,
    );
    costs.push({ asked, known });
  }
  const [asked, known] = [median(costs.map((one) => one.asked)), median(costs.map((one) => one.known))];
  return atMost('authorisation: CPU a message, against all allowed', asked, 'µs', MOST_RATIO * known);
}
