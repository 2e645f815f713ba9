import { describe, expect, it } from '@jest/globals';
import type { RouteOptions } from 'fastify';
import type { RouteFacts } from '../http/request.js';
import { permissions } from './permissions.js';
import { RouteRegister } from './route-register.js';

/** Registers routes, given as rows of the table, as Fastify would. */
function registering(rows: readonly string[]): { register: RouteRegister; routes: RouteOptions[] } {
  let hook: (route: RouteOptions) => void = () => undefined;
  const register = new RouteRegister({ addHook: (_name, given) => (hook = given) });
  const routes = rows.map((row) => {
    const [method, url] = row.split(' ') as [string, string];
    return { method, url, handler: () => undefined };
  });
  for (const route of routes) hook(route);
  return { register, routes };
}

const all = Object.keys(permissions);

describe('the register of routes', () => {
  it('is content when every route has its row and every row its route', () => {
    const { register, routes } = registering([...all, 'HEAD /health', 'OPTIONS *']);
    expect(() => register.refuseGaps()).not.toThrow();
    expect((routes[0]!.config as RouteFacts).permission).toBe(permissions[all[0]!]);
  });

  it('refuses a route without a row', () => {
    expect(() => registering([...all, 'POST /api/v1/secret']).register.refuseGaps()).toThrow('POST /api/v1/secret');
  });

  it('refuses a row without a route', () => {
    expect(() => registering(all.slice(1)).register.refuseGaps()).toThrow(all[0]);
  });

  it('sets the limit of a body that a route asks for', () => {
    let hook: (route: RouteOptions) => void = () => undefined;
    new RouteRegister({ addHook: (_name, given) => (hook = given) });
    const config = { body_bytes: 7 } as RouteOptions['config'];
    const route: RouteOptions = { method: 'GET', url: '/health', config, handler: () => undefined };
    hook(route);
    expect(route.bodyLimit).toBe(7);
  });
});
