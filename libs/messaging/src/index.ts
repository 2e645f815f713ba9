export { Answers } from './answers.js';
export { askerOf, newTraceId, publicCall, serviceCall, signedInUser, type Call } from './call.js';
export { connectFleet, type FleetConnection } from './connection.js';
export { EventConsumer } from './events/event-consumer.js';
export { Reacts, type Happened } from './events/reacts.js';
export { Fleet } from './fleet.js';
export { nestLog } from './nest-log.js';
export { fitting } from './page.js';
export {
  CONFIG,
  STORE,
  runFleetService,
  startFleetService,
  type FleetService,
  type FleetServiceOptions,
} from './start-fleet-service.js';
export { TokenVerifier, type TokenClaims, type UserPrincipal } from './tokens.js';
export { validate } from './validate.js';
