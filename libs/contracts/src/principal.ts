/** The services of the fleet; each is also a user of the bus and the owner of its subjects. */
export const services = [
  'gateway',
  'accounts',
  'orchestrator',
  'nlu',
  'llm',
  'handoff',
  'ingestion',
  'insights',
  'actions',
] as const;
export type Service = (typeof services)[number];

export const roles = ['customer', 'agent', 'supervisor', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

/** On whose behalf a request is made. */
export type Principal =
  /** A person (or a visitor without an account), proved by a token that accounts signed. */
  | {
      readonly kind: 'user';
      readonly tenant: string;
      readonly id: string;
      readonly role: Role;
      readonly visitor: boolean;
    }
  /** A service at work in the background, for a tenant and a cause. */
  | { readonly kind: 'service'; readonly tenant: string; readonly service: Service; readonly cause: string }
  /** Somebody who has not signed in: sign-up, log-in, a widget key. */
  | { readonly kind: 'public' };

/** Who may use a route or a subject. */
export type Audience = Role | 'service' | 'public';

export const audienceOf = (principal: Principal): Audience =>
  principal.kind === 'user' ? principal.role : principal.kind;

export const everyone: readonly Audience[] = ['public', 'service', ...roles];
export const signedIn: readonly Audience[] = [...roles];
export const staff: readonly Audience[] = ['agent', 'supervisor', 'admin', 'owner'];
export const administrators: readonly Audience[] = ['admin', 'owner'];
