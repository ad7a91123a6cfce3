import { parseRawHeader, RAW_HEADER, type RawHeader } from '@/contracts/raw-message';
import type { MessageLine } from '@/contracts/topic-messages';
import type { StreamRecord } from '@/server/stream/types';

const SAMPLE_CHARACTERS = 300;
const SAMPLE_BYTES = 1_200;
const HEX_BYTES = 60;
const KEY_CHARACTERS = 200;

/** A message as a line of a list: what is long is cut, what is no text is hex. */
export function lineOf(partition: number, record: StreamRecord): MessageLine {
  const { offset, timestampMs, key, value } = record;
  const text = value === null ? null : textOf(value);
  return {
    partition,
    offset,
    at: timestampMs,
    mqttTopic: mqttTopicOf(record),
    key:
      key === null
        ? null
        : (textOf(key) ?? key.subarray(0, HEX_BYTES).toString('hex')).slice(0, KEY_CHARACTERS),
    sample: value === null ? null : (text ?? value.subarray(0, HEX_BYTES).toString('hex')),
    isBinary: value !== null && text === null,
    bytes: value?.length ?? 0,
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The beginning as text; null where it is none. */
function textOf(bytes: Buffer): string | null {
  // A character that the cut falls into is no fault of the text's.
  const decoder = bytes.length > SAMPLE_BYTES ? new TextDecoder('utf-8', { fatal: true }) : utf8;
  try {
    const text = decoder.decode(bytes.subarray(0, SAMPLE_BYTES), { stream: bytes.length > SAMPLE_BYTES });
    return isPrintable(text) ? text.slice(0, SAMPLE_CHARACTERS) : null;
  } catch {
    return null;
  }
}

/** Other than tab and line breaks nothing of the control characters is text. */
function isPrintable(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text);
}

/** The header that Hearth's door wrote; null where there is none. */
export function hearthHeaderOf({ headers }: StreamRecord): RawHeader | null {
  const json = headers[RAW_HEADER];
  if (json === undefined) return null;
  try {
    return parseRawHeader(json);
  } catch {
    return null;
  }
}

const TOPIC_IN_HEADER = /"topic":"((?:[^"\\]|\\.)*)"/;

/** The MQTT topic, without reading the rest of the header. */
export function mqttTopicOf({ headers }: StreamRecord): string | null {
  const json = headers[RAW_HEADER]?.toString('utf8');
  const [, escaped] = (json === undefined ? null : TOPIC_IN_HEADER.exec(json)) ?? [];
  return escaped === undefined ? null : JSON.parse(`"${escaped}"`);
}
