export { startBroker, type Broker } from './broker.js';
export { startMongoPeer, type MongoPeer } from './mongodb.js';
export { startRedis, type Redis } from './redis.js';
export { connectAs, startTestService, testConfig, type TestService } from './service.js';
export { tempFolder } from './temp-folder.js';
export { TokenSigner } from './token-signer.js';
export { Api, type Reply } from './fleet/api.js';
export { ingestFolder, logIn, signUpCompany, type Company } from './fleet/company.js';
export { startFleet, type FleetWishes, type RunningFleet } from './fleet/running-fleet.js';
