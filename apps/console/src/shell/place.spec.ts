import { describe, expect, it } from '@jest/globals';
import { addressOf, placeOf, type Place } from './place.js';

const session_id = '0192a0a0-0000-7000-8000-000000000001';

describe('places', () => {
  it.each<Place>([
    { page: 'desk' },
    { page: 'desk', session_id },
    { page: 'knowledge' },
    { page: 'counts' },
    { page: 'people' },
  ])('%j has an address that leads to it', (place) => expect(placeOf(addressOf(place))).toEqual(place));

  it.each(['/console', '/console/', '/console/nowhere', '/console/chats/x', '/'])('%s leads to the desk', (path) =>
    expect(placeOf(path)).toEqual({ page: 'desk' }),
  );
});
