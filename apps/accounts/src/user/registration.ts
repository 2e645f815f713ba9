import { Injectable } from '@nestjs/common';
import type { Role, User } from '@parley/contracts';
import { Clock } from '@parley/runtime';
import { UniqueConflict } from '@parley/storage';
import { Creations } from '../creation/creation.js';
import { Passwords } from '../password/password.js';
import { Users, newUser, toUser } from './user.store.js';

export interface Registration {
  readonly operation: string;
  readonly tenant: string;
  /** Whose idempotency key it is: the administrator's id, or the widget key. */
  readonly who: string;
  readonly key: string | undefined;
  readonly deadline: number;
  readonly user: { readonly role: Role; readonly email: string; readonly name: string; readonly password: string };
}

/** Makes users of a company, at most one for an e-mail address, whatever their kind. */
@Injectable()
export class Registrations {
  constructor(
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly creations: Creations,
    private readonly clock: Clock,
  ) {}

  /** Rejects with `user.email_taken`, `idempotency.key_reused`. */
  register({ user, deadline, ...asked }: Registration): Promise<User> {
    const { role, email, name, password } = user;
    return this.creations.once({
      ...asked,
      body: [role, email, name],
      secret: { text: password, sameAs: (found) => this.passwords.verify(password, found.password, deadline) },
      store: this.users,
      taken: 'user.email_taken',
      create: async (mark) => {
        if (await this.users.byEmail(asked.tenant, email)) throw new UniqueConflict('users', 'by_email');
        const hash = await this.passwords.hash(password, deadline);
        const draft = newUser({ role, email, name, password: hash }, this.clock.now());
        return toUser(await this.users.insert(asked.tenant, { ...draft, ...mark(toUser(draft)) }));
      },
    });
  }
}
