export interface TopicProps {
  readonly params: Promise<{ topic: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The topic that an address names. */
export async function topicOf({ params }: Pick<TopicProps, 'params'>): Promise<string> {
  return decodeURIComponent((await params).topic);
}
