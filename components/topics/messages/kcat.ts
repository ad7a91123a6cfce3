/** A command for a shell that prints one message with its key and headers. */
export function kcatCommand(
  brokers: string,
  topic: string,
  { partition, offset }: { readonly partition: number; readonly offset: number },
): string {
  const format = '%t [%p] at %o, %T ms\\nkey: %k\\nheaders: %h\\n%s\\n';
  return [
    'kcat -C',
    `-b ${quoted(brokers)}`,
    `-t ${quoted(topic)}`,
    `-p ${partition} -o ${offset} -c 1 -e`,
    `-f ${quoted(format)}`,
  ].join(' ');
}

/** Nothing within single quotes means anything to a shell but their end. */
function quoted(text: string): string {
  return /^[\w.,:/@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
