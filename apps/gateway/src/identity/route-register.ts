import type { RouteOptions } from 'fastify';
import type { RouteFacts } from '../http/request.js';
import { permissions } from './permissions.js';

interface Registering {
  addHook(name: 'onRoute', hook: (route: RouteOptions) => void): unknown;
}

/** Gives every route its permission when it is registered, and its own limit of a body. */
export class RouteRegister {
  private readonly found = new Set<string>();
  private readonly missing: string[] = [];

  constructor(fastify: Registering) {
    fastify.addHook('onRoute', (route) => this.register(route));
  }

  /** Throws when a route has no permission, or a permission no route. */
  refuseGaps(): void {
    const left = Object.keys(permissions).filter((row) => !this.found.has(row));
    if (this.missing.length > 0) throw new Error(`routes without a permission: ${this.missing.join(', ')}`);
    if (left.length > 0) throw new Error(`permissions without a route: ${left.join(', ')}`);
  }

  /** HEAD goes with GET; OPTIONS is answered by CORS, before any route. */
  private register(route: RouteOptions): void {
    const facts = (route.config ?? {}) as RouteFacts;
    if (facts.body_bytes !== undefined) route.bodyLimit = facts.body_bytes;
    for (const method of [route.method].flat()) {
      if (method === 'OPTIONS') continue;
      const row = `${method === 'HEAD' ? 'GET' : method} ${route.url}`;
      const permission = permissions[row];
      if (!permission) this.missing.push(row);
      else this.found.add(row);
      route.config = { ...facts, permission } as RouteOptions['config'];
    }
  }
}
