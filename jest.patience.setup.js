import { jest } from '@jest/globals';

// Real parts on a busy machine: a test that hangs must fail, one that is slow must not.
jest.setTimeout(60_000);
