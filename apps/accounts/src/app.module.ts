import { Module } from '@nestjs/common';
import { Creations } from './creation/creation.js';
import { Passwords } from './password/password.js';
import { ConfigAnswers } from './settings/config.answers.js';
import { LogInAnswers } from './sign-in/log-in.answers.js';
import { LogInCheck } from './sign-in/log-in-check.js';
import { LogIns } from './sign-in/log-in.store.js';
import { LogInTokens } from './sign-in/log-in-tokens.js';
import { SignUp } from './tenant/sign-up.js';
import { TenantAnswers } from './tenant/tenant.answers.js';
import { Tenants } from './tenant/tenant.store.js';
import { WidgetDoor } from './tenant/widget-door.js';
import { KeyAnswers } from './token/key.answers.js';
import { KeyRing } from './token/key-ring.js';
import { SigningKeys } from './token/signing-key.store.js';
import { Tokens } from './token/token.js';
import { Upkeep } from './upkeep/upkeep.js';
import { CustomerAnswers } from './user/customer.answers.js';
import { ProfileAnswers } from './user/profile.answers.js';
import { Registrations } from './user/registration.js';
import { StaffAnswers } from './user/staff.answers.js';
import { Users } from './user/user.store.js';
import { Admissions } from './visitor/admission.js';
import { VisitorAnswers } from './visitor/visitor.answers.js';
import { Visitors } from './visitor/visitor.store.js';

const stores = [Tenants, Users, Visitors, LogIns, SigningKeys];
const rules = [
  Creations,
  Passwords,
  KeyRing,
  Tokens,
  WidgetDoor,
  SignUp,
  Registrations,
  Admissions,
  LogInCheck,
  LogInTokens,
];
const answers = [
  TenantAnswers,
  CustomerAnswers,
  StaffAnswers,
  ProfileAnswers,
  ConfigAnswers,
  LogInAnswers,
  KeyAnswers,
  VisitorAnswers,
];

@Module({ providers: [...stores, ...rules, ...answers, Upkeep] })
export class AppModule {}
