import { Injectable } from '@nestjs/common';
import { breaker } from '@parley/runtime';

/** Breakers around the optional steps of a turn, never on the accept. */
@Injectable()
export class Breakers {
  readonly nlu = breaker('nlu');
  readonly llm = breaker('llm');
  readonly actions = breaker('actions');
}
