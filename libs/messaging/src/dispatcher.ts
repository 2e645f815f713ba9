import type { Msg } from '@nats-io/transport-node';
import { FleetError, toFleetError, type Principal, type RequestContract } from '@parley/contracts';
import { tracer, type Logger, type Metrics } from '@parley/runtime';
import type { Answered } from './answers.js';
import type { Bus } from './bus.js';
import type { BusSubscription } from './bus-subscription.js';
import type { Call } from './call.js';
import { FRAMES, type FrameHeader, type RequestFrame } from './frames.js';
import { FramedRequester, type Requester } from './requester.js';
import { ofBus, outcomeOf, requestMeasures } from './measures.js';
import { plainError, plainHeader } from './plain.js';
import { admit, type Principals } from './principals.js';
import type { Replies } from './replies.js';
import { validate } from './validate.js';

/** Requests of one subject that may be at work at once; more are refused with `fleet.overloaded`. */
const MOST_IN_FLIGHT = 1024;

interface AtWork extends Answered {
  in_flight: number;
}

/** Answers the service's contracts: who asks, may they, is the input right; then straight to the method. */
export class Dispatcher {
  private subscriptions: BusSubscription[] = [];
  private readonly measures;
  private readonly dropped;
  private in_flight = 0;
  private idle: (() => void) | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly replies: Replies,
    private readonly principals: Principals,
    private readonly logger: Logger,
    metrics: Metrics,
    private readonly most_in_flight = MOST_IN_FLIGHT,
  ) {
    this.measures = requestMeasures(metrics, 'answered');
    this.dropped = metrics.counter({
      name: 'parley_dropped_total',
      help: 'Requests that nobody waited for any more when they came to be answered.',
      labels: ['subject'],
    });
    metrics.gauge({ name: 'parley_in_flight', help: 'Requests being answered.' }, (gauge) => gauge.set(this.in_flight));
  }

  begin(answers: readonly Answered[]): void {
    for (const { contract, answer } of answers) {
      const answered: AtWork = { contract, answer, in_flight: 0 };
      this.subscriptions.push(
        this.bus.subscribe(contract.subject, (message) => this.receive(answered, message), contract.owner),
      );
    }
  }

  /** Takes nothing new and resolves when everything taken was answered. */
  async drain(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.drain()));
    this.subscriptions = [];
    if (this.in_flight > 0) await new Promise<void>((resolve) => (this.idle = resolve));
    this.replies.flush();
    await this.bus.flush();
  }

  private receive(answered: AtWork, message: Msg): void {
    const { reply, headers } = message;
    if (!reply) return;
    if (!headers?.has(FRAMES)) {
      const header = plainHeader(message, answered.contract.deadlineMs);
      void this.handle(answered, header, bodyOf(message), this.plain(reply));
      return;
    }
    for (const { c, h, b } of JSON.parse(message.string()) as RequestFrame[]) {
      void this.handle(answered, h, b, new FramedRequester(this.replies, reply, c, h));
    }
  }

  private plain(reply: string): Requester {
    return {
      output: (json) => void this.bus.publish(reply, json),
      error: (error) => {
        const { body, headers } = plainError(error);
        this.bus.publish(reply, body, { headers });
      },
    };
  }

  private async handle(answered: AtWork, header: FrameHeader, body: unknown, requester: Requester): Promise<void> {
    const { contract } = answered;
    const began = Date.now();
    const deadline = Math.min(header.deadline, began + contract.deadlineMs);
    if (deadline <= began) return this.dropped.inc({ subject: contract.subject });
    answered.in_flight++;
    this.in_flight++;
    let error: FleetError | undefined;
    const step =
      header.parent === undefined
        ? undefined
        : tracer()?.step(`answer ${contract.subject}`, 'answer', ofBus(contract), header.parent);
    try {
      const work = () =>
        this.answer(answered, step ? { ...header, parent: step.traceparent } : header, body, deadline, requester);
      requester.output(await (step ? step.run(work) : work()));
    } catch (thrown) {
      error = toFleetError(thrown);
      this.log(contract, header, error);
      requester.error(error);
    }
    step?.end({ tenant: header.tenant }, error?.code);
    this.measures.observe(Date.now() - began, contract.subject, outcomeOf(error));
    answered.in_flight--;
    if (--this.in_flight === 0) this.idle?.();
  }

  /** The output as JSON. */
  private async answer(
    answered: AtWork,
    header: FrameHeader,
    body: unknown,
    deadline: number,
    { tell }: Requester,
  ): Promise<string> {
    const { contract } = answered;
    if (answered.in_flight > this.most_in_flight) throw new FleetError('fleet.overloaded', { owner: contract.owner });
    const established = this.principals.establish(header, contract);
    const principal = established instanceof Promise ? await established : established;
    admit(principal, contract);
    const input = inputOf(contract, body, principal);
    const call = callOf(header, principal, deadline);
    const json = JSON.stringify(await answered.answer(input, tell ? { ...call, tell } : call));
    if (Buffer.byteLength(json) + 200 > this.bus.maxPayload) {
      throw new FleetError('fleet.internal', { reason: 'the output is larger than the bus takes' });
    }
    return json;
  }

  private log({ subject }: RequestContract, { trace, tenant }: FrameHeader, error: FleetError): void {
    const fields = { subject, trace_id: trace, tenant, error };
    if (error.fault === 'bug') this.logger.error('request failed', fields);
    else if (error.fault === 'transient') this.logger.warn('request failed', fields);
    else this.logger.debug('request refused', fields);
  }
}

function bodyOf(message: Msg): unknown {
  try {
    return message.data.length === 0 ? {} : message.json();
  } catch {
    return undefined;
  }
}

function inputOf(contract: RequestContract, body: unknown, principal: Principal): object {
  const checked = validate(contract.input, body);
  if ('value' in checked) return checked.value;
  throw new FleetError(principal.kind === 'service' ? 'fleet.bad_request' : 'request.invalid', {
    fields: checked.faults,
  });
}

const callOf = ({ tenant, token, trace, parent, key }: FrameHeader, principal: Principal, deadline: number): Call => ({
  tenant,
  principal,
  ...(token === undefined ? {} : { token }),
  trace_id: trace,
  ...(parent === undefined ? {} : { traceparent: parent }),
  deadline,
  ...(key === undefined ? {} : { idempotency_key: key }),
});
