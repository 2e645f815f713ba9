import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of a company's site that carries the chat box. */
export class HostPage {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(widget: string, attributes: string): Promise<HostPage> {
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A shop</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><h1>A shop</h1><script src="${widget}" ${attributes} async></script>`;
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new HostPage(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** A proxy that lets nothing through and keeps what was asked for: everything that is not of this machine. */
export class RecordingProxy {
  readonly asked: string[] = [];
  private readonly server = createServer((request, response) => {
    this.asked.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  }).on('connect', (request, socket) => {
    this.asked.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
