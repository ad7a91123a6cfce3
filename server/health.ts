export interface Readiness {
  readonly ready: boolean;
  /** One sentence, when not ready. */
  readonly reason?: string;
}

/** What each role says of itself. A role that has not spoken yet is not ready. */
export interface Health {
  /** Asked at every `/readyz`: cheap, no waiting. */
  watch(role: string, check: () => Readiness): void;
  report(): { readonly ready: boolean; readonly roles: Readonly<Record<string, Readiness>> };
}

export function createHealth(expected: readonly string[]): Health {
  const checks = new Map<string, () => Readiness>(
    expected.map((role) => [role, () => ({ ready: false, reason: 'starting' })]),
  );
  return {
    watch: (role, check) => {
      checks.set(role, check);
    },
    report: () => {
      const roles = Object.fromEntries([...checks].map(([role, check]) => [role, check()]));
      return { ready: Object.values(roles).every((role) => role.ready), roles };
    },
  };
}
