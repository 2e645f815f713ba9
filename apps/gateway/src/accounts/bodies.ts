import { OmitType } from '@nestjs/swagger';
import { CustomerDraft, LogIn } from '@parley/contracts';

/** The widget key and the origin come as headers. */
export class RegisterBody extends OmitType(CustomerDraft, ['widget_key', 'origin']) {}

/** Staff name their company; customers bring its widget key as a header. */
export class LogInBody extends OmitType(LogIn, ['widget_key', 'origin']) {}
