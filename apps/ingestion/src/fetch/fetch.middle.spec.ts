import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FleetError, IngestAddress, newId, type IngestionJob } from '@parley/contracts';
import type { TestService } from '@parley/testing';
import { pdfOf } from '../pdf.fixture.js';
import { Company, Place } from '../service.fixture.js';
import { NameLookup } from './name-lookup.js';
import { otherForms, privateHosts, privateNames } from './private-forms.fixture.js';

async function listening(listener: RequestListener, host = '127.0.0.1', port = 0): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return server;
}
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe('documents from addresses (real: broker, SQLite, worker process, HTTP; names are looked up in a table)', () => {
  let place: Place;
  let service: TestService;
  let shop: Company;
  /** Stands for what nobody may reach: on every address of this machine. */
  let canary: Server;
  /** The site whose host the operator has named, and one on its port that he has not. */
  let site: Server;
  let moved: Server;
  const reached: string[] = [];
  const lookedUp: string[] = [];
  const pages = new Map<string, RequestListener>();

  beforeAll(async () => {
    canary = await listening((request, response) => {
      reached.push(request.url!);
      response.end('A secret of the house.');
    }, '0.0.0.0');
    site = await listening((request, response) => {
      const path = new URL(request.url!, 'http://site').pathname;
      (pages.get(path) ?? ((_, missing) => missing.writeHead(404).end()))(request, response);
    });
    moved = await listening((_, response) => response.end('The other site.'), '127.0.0.2', portOf(site));
    place = await Place.make();
    const private_hosts = `127.0.0.1:${portOf(site)}, Wiki.intranet:${portOf(site)}, moving.intranet`;
    service = await place.start({ fetch_ports: `80,443,${portOf(canary)}`, private_hosts });
    shop = place.company();
    service.app.get(NameLookup).addresses = async (name) => {
      lookedUp.push(name);
      const times = lookedUp.filter((each) => each === name).length;
      const found = { 'wiki.intranet': ['127.0.0.1'], 'moving.intranet': [`127.0.0.${times}`], ...privateNames }[name];
      if (!found) throw new Error('ENOTFOUND');
      return found.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
    };
  });
  afterAll(async () => {
    for (const server of [canary, site, moved]) server.close();
    await service.stop();
    await place.remove();
  });

  const ingest = (url: string, name = newId()): Promise<IngestionJob> =>
    shop.ask(IngestAddress, { name, url }, newId());

  /** The code that an address comes to, at once or in the end. */
  async function outcome(url: string): Promise<string> {
    try {
      const job = await shop.ended(await ingest(url));
      return job.error ?? job.status;
    } catch (error) {
      return (error as FleetError).code;
    }
  }

  const serve = (path: string, listener: RequestListener, host = '127.0.0.1'): string => {
    pages.set(path, listener);
    return `http://${host}:${portOf(site)}${path}`;
  };
  const redirect = (to: string, status = 302): string =>
    serve(`/${newId()}`, (_, response) =>
      response.writeHead(status, { location: Buffer.from(to).toString('latin1') }).end(),
    );

  it('are reached at none of more than a hundred addresses of the own network', async () => {
    const port = portOf(canary);
    const hosts = [...privateHosts, ...Object.keys(privateNames)];
    const forms = [...hosts.map((host) => `http://${host}:${port}/`), ...otherForms(port)];
    expect(forms.length).toBeGreaterThanOrEqual(130);
    const outcomes = await Promise.all(forms.map(async (form) => [form, await outcome(form)] as const));
    const refusals = ['document.address_refused', 'request.invalid'];
    expect(outcomes.filter(([, code]) => !refusals.includes(code))).toEqual([]);
    expect(reached).toEqual([]);
  });

  it('are not reached by way of a redirect either', async () => {
    const port = portOf(canary);
    const targets = [
      ...privateHosts.filter((_, n) => n % 4 === 0).map((host) => `http://${host}:${port}/`),
      ...Object.keys(privateNames).map((name) => `http://${name}:${port}/`),
      ...[`//127.0.0.1:${port}/`, 'file:///etc/passwd', `http://user@127.0.0.1:${port}/`, ''],
    ];
    const forms = targets.map((target, n) => redirect(target, [301, 302, 303, 307, 308][n % 5]));
    const twice = redirect(redirect(`http://127.0.0.1:${port}/`));
    const codes = await Promise.all([...forms, twice].map(outcome));
    expect(new Set(codes)).toEqual(new Set(['document.address_refused', 'document.unreachable']));
    expect(codes.filter((code) => code === 'document.unreachable').length).toBeLessThanOrEqual(1);
    expect(reached).toEqual([]);
    expect(await outcome(`http://127.0.0.1:${port}/`)).toBe('document.address_refused');
  });

  it('go to the address that was checked, whatever the name stands for afterwards', async () => {
    const url = serve('/moving', (_, response) => response.end('The checked wallaby.'), 'moving.intranet');
    expect(await outcome(url)).toBe('done');
    expect(await place.found(shop, 'wallaby')).toEqual(['The checked wallaby.']);
    expect(lookedUp.filter((name) => name === 'moving.intranet')).toHaveLength(1);
  });

  it('are taken from hosts that the operator names, by what they are', async () => {
    const html = '<html><title>Numbats</title><nav>Menu</nav><main><p>A numbat eats termites.</p></main></html>';
    const page = serve(
      '/numbats',
      (_, response) => response.setHeader('content-type', 'text/plain').end(html),
      'wiki.intranet',
    );
    const job = await shop.ended(await ingest(redirect(page), 'numbats'));
    expect(job).toMatchObject({ status: 'done', unchanged: false });
    expect(await shop.document(job.document_id)).toMatchObject({ content_type: 'text/html', title: 'Numbats' });
    expect((await shop.document(job.document_id)).source_url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(await place.found(shop, 'numbat')).toEqual(['A numbat eats termites.']);
    expect(await shop.ended(await ingest(redirect(page), 'other'))).toMatchObject({ status: 'done', unchanged: false });

    const pdf = gzipSync(await pdfOf([[{ text: 'A dibbler runs.' }]]));
    const packed = serve('/packed', (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/html' }).end(pdf),
    );
    expect(await outcome(packed)).toBe('done');
    expect(await place.passagesWith(shop, 'dibbler')).toMatchObject([{ page: 1 }]);
  });

  it('are not touched where nothing has changed', async () => {
    let said = 'A kowari hides.';
    const url = serve('/kowari', (_, response) => response.end(said));
    const first = await shop.ended(await ingest(url, 'kowari'));
    const again = await shop.ended(await ingest(url, 'kowari'));
    expect(again).toMatchObject({ status: 'done', unchanged: true, document_id: first.document_id });
    said = 'A kowari digs.';
    expect(await shop.ended(await ingest(url, 'kowari'))).toMatchObject({ status: 'done', unchanged: false });
    expect(await place.found(shop, 'kowari')).toEqual(['A kowari digs.']);
  });

  it.each<[string, RequestListener, string]>([
    ['is missing', (_, response) => response.writeHead(404).end(), 'document.unreachable'],
    ['fails three times', (_, response) => response.writeHead(503).end(), 'document.unreachable'],
    [
      'breaks off',
      (_, response) => response.writeHead(200, { 'content-length': 99 }).write('x', () => response.destroy()),
      'document.unreachable',
    ],
    ['is empty', (_, response) => response.end(), 'document.empty'],
    [
      'is a picture',
      (_, response) => response.end(Buffer.from('89504e470d0a1a0a', 'hex')),
      'document.type_unsupported',
    ],
    ['never ends', (_, response) => endless(response), 'document.too_large'],
    [
      'is a bomb',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(40e6))),
      'document.too_large',
    ],
    [
      'leads round in circles',
      (request, response) => response.writeHead(302, { location: request.url }).end(),
      'document.unreachable',
    ],
  ])('are refused where the page %s', async (_, listener, code) => {
    expect(await outcome(serve(`/${newId()}`, listener))).toBe(code);
  });
});

/** Writes until nobody reads any more. */
function endless(response: Parameters<RequestListener>[1]): void {
  const more = () => {
    while (!response.destroyed && response.write('more and more '.repeat(5000)));
  };
  response.on('drain', more);
  more();
}
