export {
  chromiumProgram,
  startBrowser,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from './browser.js';
export { startBroker, type Broker } from './broker.js';
export { modelsFolder } from './config.js';
export { startModelDouble, type ModelDouble } from './model-double/model-double.js';
export { piecesOf, says, type DoubleAsk, type DoubleReply, type DoubleScript } from './model-double/script.js';
export { onMongo, startMongoPeer, type MongoPeer } from './mongodb.js';
export {
  observabilityFolder,
  prometheusPrograms,
  startPrometheus,
  type RunningPrometheus,
  type Sampled,
} from './prometheus.js';
export { startRedis, type Redis } from './redis.js';
export { refusal } from './refusal.js';
export { connectAs, startTestService, type TestService } from './service.js';
export { checkAcknowledgements, type Acknowledgements } from './power-loss/check-acknowledgements.js';
export { startPineconeDouble, type PineconeDouble } from './pinecone/pinecone-double.js';
export { startS3Double, type S3Double } from './s3-double.js';
export { recordWrites, type WriteRecord, type WriteRecorder } from './power-loss/record-writes.js';
export { tempFolder } from './temp-folder.js';
export { TokenSigner } from './token-signer.js';
export { Api, type Reply } from './fleet/api.js';
export { ingestFolder, logIn, logInOwner, signUpCompany, type Company } from './fleet/company.js';
export { startFleet, type FleetWishes, type RunningFleet } from './fleet/running-fleet.js';
export { storeOf } from './fleet/store-of.js';
