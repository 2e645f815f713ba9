import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { FleetError } from '@parley/contracts';
import type { DoorReply, DoorRequest } from '../http/request.js';
import { sendFile } from './send-file.js';
import type { SiteFile } from './site.js';

export const WIDGET_SITE = Symbol('WIDGET_SITE');

const SCRIPT = 'widget.js';
/** Its name never changes, so pages learn of a new one within ten minutes; meanwhile nobody waits for it. */
const CACHING = 'public, max-age=600, stale-while-revalidate=86400';

/** The chat box: one script for the pages of companies. */
@ApiExcludeController()
@Controller()
export class WidgetController {
  constructor(@Inject(WIDGET_SITE) private readonly site: ReadonlyMap<string, SiteFile>) {}

  @Get(SCRIPT)
  script(@Req() request: DoorRequest, @Res() reply: DoorReply): void {
    const file = this.site.get(SCRIPT);
    if (!file) throw new FleetError('route.not_found');
    void reply.header('access-control-allow-origin', '*');
    sendFile(request, reply, file, CACHING);
  }
}
