import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, ParseUtterance } from '@parley/contracts';
import { serviceCall, type FleetConnection } from '@parley/messaging';
import { connectAs, type TestService } from '@parley/testing';
import { Place } from '../service.fixture.js';

describe('nlu on the bus (real: broker, Nest, SQLite)', () => {
  let place: Place;
  let service: TestService;
  let asker: FleetConnection;
  const call = () => serviceCall({ tenant: newId(), service: 'orchestrator', cause: 'test' });

  beforeAll(async () => {
    place = await Place.make();
    service = await place.start();
    asker = connectAs('orchestrator', place.broker);
  });
  afterAll(async () => {
    await asker.close();
    await service.stop();
    await place.remove();
  });

  it('reads an utterance', async () => {
    const reading = await asker.fleet.ask(ParseUtterance, { text: 'Temsilciye bağlanmak istiyorum!' }, call());
    expect(reading).toMatchObject({ language: 'tr', act: 'person', intents: [], model_version: 'rules-1' });
  });

  it('refuses a language it does not know', async () => {
    const asked = asker.fleet.ask(ParseUtterance, { text: 'hallo', locale: 'de' as 'en' }, call());
    await expect(asked).rejects.toMatchObject({ code: 'fleet.bad_request' });
  });
});
