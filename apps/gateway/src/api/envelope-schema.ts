import { ApiProperty } from '@nestjs/swagger';
import { Anything, Id, Instant, Text } from '@parley/contracts';

/** `meta` of every envelope. */
export class Meta {
  @Id() request_id!: string;
  @Instant() timestamp!: string;
  @Text({ max: 10, description: 'of the API' }) version!: string;
}

/** `error` of an envelope. */
export class Problem {
  @Text({ max: 60, description: 'stable: clients may branch on it' }) code!: string;
  @Text({ max: 300 }) message!: string;
  @Anything({ description: 'by code; request.invalid: {fields: {path: [what is wrong]}}' }) details!: object;
  @Text({ max: 32, description: 'names this request in logs and traces' }) trace_id!: string;
  @Text({ max: 300 }) suggested_action!: string;
}

/** The envelope of whatever did not succeed. */
export class Failure {
  @ApiProperty({ type: Boolean, enum: [false] }) success!: false;
  @ApiProperty({ type: 'object', nullable: true, enum: [null], additionalProperties: false }) data!: null;
  @ApiProperty({ type: Problem }) error!: Problem;
  @ApiProperty({ type: Meta }) meta!: Meta;
}
