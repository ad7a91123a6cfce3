/** The answer, or a fault that says that there was none in time. What was asked goes on. */
export function within<Answer>(answer: Promise<Answer>, withinMs: number): Promise<Answer> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${withinMs / 1_000} s`)), withinMs).unref();
  });
  return Promise.race([answer, late]);
}
