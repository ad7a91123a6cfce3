import { z } from 'zod';
import { audit } from '@/app/_data/people';
import { AUDIT_AT_ONCE, type AuditLine } from '@/contracts/people';
import { answer } from '../answer';
import { csvOf } from '../csv';
import { queryOf } from '../sensors/series-query';

const MOST_SAVED = 100_000;
const Query = z.object({
  text: z.string().max(200).default(''),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  format: z.enum(['json', 'csv']).default('json'),
});

/** What was done and tried, newest first; `before`: only entries older than this id. */
export async function GET(request: Request): Promise<Response> {
  const query = Query.safeParse(queryOf(request));
  if (query.success && query.data.format === 'csv') return saved(query.data.text);
  return answer(async () => {
    const { text, before } = Query.parse(queryOf(request));
    return { entries: await audit({ text, before, limit: AUDIT_AT_ONCE }) };
  }, 'The audit log can’t be read right now.');
}

async function saved(text: string): Promise<Response> {
  let lines: readonly AuditLine[] = [];
  const read = await answer(async () => {
    lines = await audit({ text, before: undefined, limit: MOST_SAVED });
    return {};
  });
  if (!read.ok) return read;
  const rows = lines.map(({ id, at, who, action, subject, address, detail }) => [
    id,
    new Date(at).toISOString(),
    who,
    action,
    subject,
    address ?? '',
    JSON.stringify(detail),
  ]);
  return new Response(csvOf([['id', 'at', 'who', 'action', 'subject', 'address', 'detail'], ...rows]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="hearth-audit.csv"',
      'cache-control': 'no-store',
    },
  });
}
