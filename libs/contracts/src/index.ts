export { type Class, type EventContract, type RequestContract, event, request } from './contract.js';
export { type ErrorCode, type Fault, FleetError, errors, isErrorCode, toFleetError } from './errors.js';
export { isId, newId } from './ids.js';
export {
  type Audience,
  type Principal,
  type Role,
  type Service,
  administrators,
  audienceOf,
  everyone,
  roles,
  services,
  signedIn,
  staff,
} from './principal.js';
