import { createClient } from '@parley/client';
import { currentToken, refreshedToken } from '../session/log-in.js';

/** The API as whoever is signed in here. */
export const client = createClient({ token: currentToken, refresh: refreshedToken });
