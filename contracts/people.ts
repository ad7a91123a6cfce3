/** Who somebody is to this home, and what that lets them do. */

export const PERSON_ROLES = ['admin', 'homeowner', 'viewer'] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

export const ROLE_NAMES: Readonly<Record<PersonRole, string>> = {
  admin: 'Admin',
  homeowner: 'Homeowner',
  viewer: 'Viewer',
};

/** `look`: at values and history; `arrange`: names and rooms; `run`: sensors, mappings, Kafka, people, and all else. */
export type Right = 'look' | 'arrange' | 'run';

const RIGHTS: Readonly<Record<PersonRole, readonly Right[]>> = {
  admin: ['look', 'arrange', 'run'],
  homeowner: ['look', 'arrange'],
  viewer: ['look'],
};

export function mayDo(role: PersonRole, right: Right): boolean {
  return RIGHTS[role].includes(right);
}

/** Rooms that somebody sees, by id: all of them, with what is in none, or these alone. */
export type Sight = 'all' | readonly number[];

/** Who asks. A share link's holder is a viewer without an account. */
export interface Visitor {
  /** Of the session or the share: what is ended when they are. */
  readonly key: string;
  /** Undefined for a share link's holder. */
  readonly personId?: string;
  readonly name: string;
  readonly email?: string;
  readonly role: PersonRole;
  readonly sight: Sight;
}

/** How long a password is; more characters than some sites allow, none that must be among them. */
export const PASSWORD_LENGTH = { least: 8, most: 256 } as const;
export const NAME_CHARACTERS = 80;
export const EMAIL_CHARACTERS = 120;

/** A person, as the page of people lists them. Moments in ms since 1970. */
export interface PersonLine {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: PersonRole;
  readonly sight: Sight;
  readonly lastHereAt: number | null;
  /** The last day on which they may come in, in the home's zone, such as 2026-12-24; null: for ever. */
  readonly lastDay: string | null;
  /** When that day is over. */
  readonly endsAt: number | null;
}

export interface InvitationLine {
  /** The first characters of its token's hash: names it, opens nothing. */
  readonly id: string;
  readonly note: string | null;
  readonly role: PersonRole;
  readonly sight: Sight;
  readonly expiresAt: number;
}

export interface ShareLine {
  readonly id: number;
  readonly name: string;
  readonly sight: Sight;
  readonly expiresAt: number;
  readonly opened: number;
  readonly lastOpenedAt: number | null;
}

/** What a program's token lets it do: `read`: what a viewer of the whole home may; `run`: what an admin may. */
export const TOKEN_SCOPES = ['read', 'run'] as const;

export interface TokenLine {
  readonly id: number;
  readonly name: string;
  readonly scope: (typeof TOKEN_SCOPES)[number];
  readonly lastUsedAt: number | null;
}

export interface PeoplePage {
  readonly people: readonly PersonLine[];
  readonly invitations: readonly InvitationLine[];
  readonly shares: readonly ShareLine[];
  readonly tokens: readonly TokenLine[];
}

/** One of somebody's own sessions. */
export interface SessionLine {
  readonly id: string;
  readonly isThis: boolean;
  /** Such as "Firefox on Linux". */
  readonly device: string;
  readonly address: string;
  readonly since: number;
  readonly lastUsed: number;
}

/** A thing that somebody did, or tried to do. */
export interface AuditLine {
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  readonly who: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: unknown;
  /** Null: on the machine itself. */
  readonly address: string | null;
}

/** A part of this Hearth, and what is wrong with it. */
export interface Awake {
  readonly role: string;
  readonly problem: string | undefined;
}

/** So many are shown before one asks for older ones. */
export const AUDIT_AT_ONCE = 100;
