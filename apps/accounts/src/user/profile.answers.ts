import { Injectable } from '@nestjs/common';
import {
  type NameAsk,
  type ProfileAsk,
  type ProfileChange,
  type User,
  type UserName,
  ChangeProfile,
  FleetError,
  ReadName,
  ReadProfile,
} from '@parley/contracts';
import { type Call, Answers, signedInUser } from '@parley/messaging';
import { Users, toUser, type UserDocument } from './user.store.js';

/** So many tries to change a user whom others are changing too. */
const mostTries = 5;

/** A visitor has no profile: `user.not_found`. */
@Injectable()
export class ProfileAnswers {
  constructor(private readonly users: Users) {}

  @Answers(ReadProfile)
  async read(_ask: ProfileAsk, call: Call): Promise<User> {
    return toUser(await this.user(call));
  }

  @Answers(ReadName)
  async name({ user_id }: NameAsk, { tenant }: Call): Promise<UserName> {
    const user = await this.users.get(tenant, user_id);
    return user ? { name: user.name } : {};
  }

  @Answers(ChangeProfile)
  async change({ name }: ProfileChange, call: Call): Promise<User> {
    for (let tries = 0; tries < mostTries; tries++) {
      const changed = await this.users.rename(await this.user(call), name);
      if (changed) return toUser(changed);
    }
    throw new FleetError('fleet.overloaded');
  }

  private async user(call: Call): Promise<UserDocument> {
    const { tenant, id } = signedInUser(call);
    const user = await this.users.get(tenant, id);
    if (!user) throw new FleetError('user.not_found');
    return user;
  }
}
