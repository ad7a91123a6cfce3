const ANSWER_WITHIN_MS = 10_000;

/** Whether Hearth can make the page that stands here. One that can't be made would take its place, with all that was typed. */
export async function canBeMade(): Promise<boolean> {
  const response = await fetch(window.location.href, {
    method: 'HEAD',
    // As a browser asks for a document: its status tells whether it could be made.
    headers: { accept: 'text/html' },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  return response.ok;
}
