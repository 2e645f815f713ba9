import { Controller, Get, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { Flag, Integer, OneOf, Text } from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { Metrics } from '@parley/runtime';
import { Route } from '../api/route.js';
import { Streams } from '../stream/streams.js';
import type { DoorReply } from './request.js';

export class Alive {
  @OneOf(['alive']) status!: 'alive';
}

export class Ready {
  @Flag() ready!: boolean;
}

export class Condition extends Ready {
  @Text({ max: 20 }) service!: string;
  @Flag({ description: 'the bus is there; without it requests are answered with 503' }) bus!: boolean;
  @Integer({ min: 0, description: 'open event streams' }) streams!: number;
  @Integer({ min: 0, description: 'seconds' }) uptime_s!: number;
  @Integer({ min: 0, description: 'bytes' }) rss_bytes!: number;
}

/** How the gateway is. It is ready as soon as it can say 503, so none of these asks a dependency. */
@Controller()
export class HealthController {
  constructor(
    private readonly fleet: Fleet,
    private readonly streams: Streams,
    private readonly metrics: Metrics,
  ) {}

  @Get('health')
  @Route({ summary: 'The process is alive.', data: Alive })
  alive(): Alive {
    return { status: 'alive' };
  }

  @Get('health/ready')
  @Route({ summary: 'Requests may be sent here; 503 while it stops.', data: Ready })
  ready(@Res({ passthrough: true }) reply: DoorReply): Ready {
    const ready = !this.streams.draining;
    reply.status(ready ? 200 : 503);
    return { ready };
  }

  @Get('health/detailed')
  @Route({ summary: 'The same with details.', data: Condition })
  detailed(@Res({ passthrough: true }) reply: DoorReply): Condition {
    return {
      ...this.ready(reply),
      service: 'gateway',
      bus: this.fleet.connected,
      streams: this.streams.size,
      uptime_s: Math.floor(process.uptime()),
      rss_bytes: process.memoryUsage.rss(),
    };
  }

  @Get('metrics')
  @ApiProduces('text/plain')
  @Route({ summary: 'Measures in the text form of Prometheus.' })
  async text(@Res() reply: DoorReply): Promise<void> {
    const text = await this.metrics.text();
    void reply.type(this.metrics.contentType).send(text);
  }
}
