import type { TestDoor } from './a-door';

/** Sum of a metric's values that have these labels. */
export async function counted(
  { context }: TestDoor,
  metric: string,
  labels: Readonly<Record<string, string>>,
): Promise<number> {
  const values = (await context.metrics.registry.getSingleMetric(metric)?.get())?.values ?? [];
  const fits = (of: Readonly<Record<string, unknown>>) =>
    Object.entries(labels).every(([name, value]) => String(of[name]) === value);
  return values.reduce((sum, one) => sum + (fits(one.labels) ? one.value : 0), 0);
}
