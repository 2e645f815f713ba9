import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { FleetError } from '@parley/contracts';
import type { DoorReply, DoorRequest } from '../http/request.js';
import { consolePolicy } from '../http/security-headers.js';
import { sendFile } from './send-file.js';
import type { SiteFile } from './site.js';

export const CONSOLE_SITE = Symbol('CONSOLE_SITE');

const ROOT = '/console/';
const PAGE = 'index.html';

/** The console of the staff: its files, and its one page for every address that is none of them. */
@ApiExcludeController()
@Controller()
export class ConsoleController {
  constructor(@Inject(CONSOLE_SITE) private readonly site: ReadonlyMap<string, SiteFile>) {}

  /** Whoever types the address of the gateway alone looks for the console. */
  @Get()
  door(@Res() reply: DoorReply): void {
    void reply.redirect(ROOT, 302);
  }

  @Get('console')
  root(@Res() reply: DoorReply): void {
    void reply.redirect(ROOT, 308);
  }

  @Get('console/*')
  file(@Req() request: DoorRequest, @Res() reply: DoorReply): void {
    const path = request.url.split('?', 1)[0]!.slice(ROOT.length);
    const file = this.site.get(path) ?? this.pageFor(path);
    if (!file) throw new FleetError('route.not_found');
    void reply.headers({ 'content-security-policy': consolePolicy, 'cross-origin-resource-policy': 'same-origin' });
    sendFile(request, reply, file);
  }

  /** Addresses within the console are its own business; what looks like a file and is none is missing. */
  private pageFor(path: string): SiteFile | undefined {
    return path.includes('.') ? undefined : this.site.get(PAGE);
  }
}
