import { afterAll, beforeAll, describe } from '@jest/globals';
import { type RunningFleet, startFleet } from '@parley/testing';
import { type Site, openSite } from './files/site.js';
import { answersSuite } from './suites/answers.js';
import { deskSuite } from './suites/desk.js';
import { filesSuite } from './suites/files.js';
import { fuzzSuite } from './suites/fuzz.js';
import { identitySuite } from './suites/identity.js';

/** Companies of their own on one fleet, which is cheaper than a fleet each; what kills comes last. */
describe('the public API (real: every process of the fleet, a site on this machine)', () => {
  let site: Site;
  let fleet: RunningFleet;

  beforeAll(async () => {
    site = await openSite();
    fleet = await startFleet({ variables: { PARLEY_INGESTION_PRIVATE_HOSTS: site.host } });
  }, 120_000);
  afterAll(async () => {
    await fleet?.stop();
    site?.close();
  }, 60_000);

  describe('who may do what, route by route', () => identitySuite(() => fleet));
  describe('hostile input to every route', () => fuzzSuite(() => fleet));
  describe('answers from documents', () => answersSuite(() => fleet));
  describe('documents as they come', () => filesSuite(() => ({ fleet, site })));
  describe('the desk, handoff and orchestrator killed with -9', () => deskSuite(() => fleet));
});
