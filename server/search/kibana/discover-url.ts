import type { DocumentQuery } from '@/contracts/search';
import { DATA_VIEW_ID } from './data-view';

/** Kibana's Discover with the same span and the same filter. */
export function discoverUrl(kibanaUrl: string, query: DocumentQuery): string {
  const { from, to } = query;
  const time = `(from:${text(new Date(from).toISOString())},to:${text(new Date(to).toISOString())})`;
  const search = `(language:kuery,query:${text(kqlOf(query))})`;
  return `${kibanaUrl}/app/discover#/?_g=(time:${time})&_a=(index:${DATA_VIEW_ID},query:${search})`;
}

/** A query in Kibana's own language. */
export function kqlOf({ sensors, room, quantity, quality, least, most }: DocumentQuery): string {
  const parts = [
    sensors.length > 0 ? `sensor.id : (${sensors.map(quoted).join(' or ')})` : undefined,
    room === undefined ? undefined : `sensor.room : ${quoted(room)}`,
    quantity === undefined ? undefined : `quantity : ${quoted(quantity)}`,
    quality === undefined ? undefined : `quality : ${quoted(quality)}`,
    least === undefined ? undefined : `value >= ${least}`,
    most === undefined ? undefined : `value <= ${most}`,
  ];
  return parts.filter((part) => part !== undefined).join(' and ');
}

function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A text in rison, the notation of Kibana's addresses. */
function text(value: string): string {
  return encodeURIComponent(`'${value.replaceAll('!', '!!').replaceAll("'", "!'")}'`);
}
