import type { FleetError, RequestContract } from '@parley/contracts';
import type { Durations, Metrics } from '@parley/runtime';

export type Outcome = 'ok' | 'caller' | 'transient' | 'bug';

export const outcomeOf = (error: FleetError | undefined): Outcome => error?.fault ?? 'ok';

export type RequestMeasures = Durations<readonly ['subject', 'outcome']>;

/** What a step of a trace says of a request. */
export const ofBus = ({ subject }: Pick<RequestContract, 'subject'>) =>
  ({ 'messaging.system': 'nats', 'messaging.destination.name': subject }) as const;

/** How many requests of each subject and how long they took, as one side sees it. */
export const requestMeasures = (metrics: Metrics, side: 'asked' | 'answered'): RequestMeasures =>
  metrics.seconds({
    name: `parley_${side}_seconds`,
    help: `Requests ${side}, by whose fault they failed.`,
    labels: ['subject', 'outcome'],
  });
