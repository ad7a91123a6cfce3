/** A password that was just made, by its user: only in this page's memory, gone with a reload. */
const held = new Map<string, string>();

export function holdPassword(user: string, password: string): void {
  held.set(user, password);
}

export function heldPassword(user: string): string | undefined {
  return held.get(user);
}
