import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AdminController } from './accounts/admin.controller.js';
import { UsersController } from './accounts/users.controller.js';
import { ActionsController } from './actions/actions.controller.js';
import { Admission } from './admission/admission.js';
import { ApiDescription } from './api/description.js';
import { DescriptionController } from './api/description.controller.js';
import { AnalyticsController } from './analytics/analytics.controller.js';
import { Messages } from './chat/messages.js';
import { MessagesController } from './chat/messages.controller.js';
import { SessionsController } from './chat/sessions.controller.js';
import { Visitors } from './chat/visitors.js';
import { AgentsController } from './desk/agents.controller.js';
import { HandoffsController } from './desk/handoffs.controller.js';
import { OwnershipController } from './desk/ownership.controller.js';
import { CheckingPipe } from './http/checking.pipe.js';
import { ErrorFilter } from './http/error.filter.js';
import { HealthController } from './http/health.controller.js';
import { DoorGuard } from './identity/door.guard.js';
import { DocumentsController } from './knowledge/documents.controller.js';
import { Uploads } from './knowledge/uploads.js';
import { limiterProviders } from './limits/limiter.js';
import { Limits } from './limits/limits.js';
import { TenantConfigs } from './limits/tenant-configs.js';
import { ConsoleController } from './pages/console.controller.js';
import { WidgetController } from './pages/widget.controller.js';
import { siteProviders } from './pages/sites.js';
import { ChatChannels } from './socket/chat-channel.js';
import { ConsoleChannels } from './socket/console-channel.js';
import { SocketDoor } from './socket/socket-door.js';
import { Sockets } from './socket/sockets.js';
import { Typing } from './socket/typing.js';
import { Watching } from './socket/watching.js';
import { EventsController } from './stream/events.controller.js';
import { Streams } from './stream/streams.js';
import { IntentsController } from './understanding/intents.controller.js';

@Module({
  controllers: [
    HealthController,
    DescriptionController,
    UsersController,
    AdminController,
    SessionsController,
    MessagesController,
    EventsController,
    OwnershipController,
    HandoffsController,
    AgentsController,
    DocumentsController,
    IntentsController,
    ActionsController,
    AnalyticsController,
    ConsoleController,
    WidgetController,
  ],
  providers: [
    Uploads,
    { provide: APP_GUARD, useClass: DoorGuard },
    { provide: APP_PIPE, useClass: CheckingPipe },
    { provide: APP_FILTER, useClass: ErrorFilter },
    ...limiterProviders,
    ...siteProviders,
    ApiDescription,
    Limits,
    TenantConfigs,
    Visitors,
    Admission,
    Messages,
    Streams,
    SocketDoor,
    Watching,
    Typing,
    ChatChannels,
    ConsoleChannels,
    Sockets,
  ],
})
export class AppModule {}
