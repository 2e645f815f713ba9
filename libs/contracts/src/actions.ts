import { request } from './contract.js';
import { type Language, languages } from './entry.js';
import { Decimal, Flag, Id, Instant, Integer, ListOf, Nested, OneOf, Text } from './fields.js';
import { administrators, staff } from './principal.js';

/** What the bot can do in a company's own systems. */
export const actionNames = ['order_status', 'order_cancellation'] as const;
export type ActionName = (typeof actionNames)[number];

/** What an action may do to the outside: look, change, or change only after a person has approved. */
export const risks = ['read', 'write', 'approval'] as const;
export type Risk = (typeof risks)[number];

export const orderStates = [
  'received',
  'preparing',
  'handed_over',
  'out_for_delivery',
  'at_pickup_point',
  'delivered',
  'cancelled',
] as const;
export type OrderState = (typeof orderStates)[number];

export class OrderItem {
  @Text({ max: 300 }) name!: string;
  @Integer({ min: 1 }) quantity!: number;
}

export class Money {
  @Decimal({ min: 0 }) amount!: number;
  @Text({ min: 3, max: 3 }) currency!: string;
}

/** What a customer who proved to know the order may see of it. */
export class OrderView {
  @Text({ max: 40 }) number!: string;
  @OneOf(orderStates) state!: OrderState;
  @ListOf(() => OrderItem, { max: 50 }) items!: OrderItem[];
  @Nested(() => Money) total!: Money;
  @Instant() placed_at!: string;
  @Text({ max: 10, optional: true, description: 'day, YYYY-MM-DD: expected, or when it arrived' }) arrives_on?: string;
  @Text({ max: 40, optional: true }) tracking?: string;
  @Flag({ description: 'a cancellation would be taken now' }) cancellable!: boolean;
}

/** An action as the company has it. The key is never shown again. */
export class ActionDefinition {
  @OneOf(actionNames) name!: ActionName;
  @OneOf(risks) risk!: Risk;
  @Flag({ description: 'connected to a system of the company, and switched on' }) enabled!: boolean;
  @Text({ max: 500, optional: true, description: 'address of the system that it works on' }) url?: string;
  @Flag({ description: 'a key for that system is kept' }) key_set!: boolean;
}

export class ActionListAsk {}

export class ActionList {
  @ListOf(() => ActionDefinition, { max: 100 }) items!: ActionDefinition[];
}

/** The actions there are and which of them the company has connected. */
export const ListActions = request('rpc.actions.action.list.v1', {
  input: ActionListAsk,
  output: ActionList,
  errors: [],
  deadlineMs: 2000,
  idempotent: true,
  allow: [...staff, 'service'],
  askedBy: ['gateway', 'orchestrator'],
});

export class ActionChange {
  @Flag() enabled!: boolean;
  @Text({ max: 500, optional: true, description: 'origin of the system, such as https://shop.example' }) url?: string;
  @Text({ min: 1, max: 500, optional: true, description: 'bearer key for it; left out, the one that is kept stays' })
  key?: string;
}

export class ActionSetting extends ActionChange {
  @OneOf(actionNames) name!: ActionName;
}

/** Connects an action to the company's system. The operator says which origins may be reached. */
export const SetAction = request('rpc.actions.action.set.v1', {
  input: ActionSetting,
  output: ActionDefinition,
  errors: ['action.origin_refused', 'action.not_connected'],
  deadlineMs: 4000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

export class OrderArguments {
  @Text({ min: 1, max: 40 }) order_number!: string;
  @Text({ min: 1, max: 254 }) email!: string;
}

export class OrderAsk extends OrderArguments {
  @OneOf(languages) language!: Language;
}

export class OrderFound {
  @Nested(() => OrderView, { optional: true, description: 'absent: no order has this number and this e-mail' })
  order?: OrderView;
}

/** `order_status`: the order of this number and e-mail address. A wrong pair is answered as an unknown order. */
export const LookUpOrder = request('rpc.actions.order.look_up.v1', {
  input: OrderAsk,
  output: OrderFound,
  errors: ['action.not_connected', 'action.unavailable'],
  deadlineMs: 5000,
  idempotent: true,
  allow: ['service'],
  askedBy: ['orchestrator'],
});

/** Why the outside system said no, or what became of it. */
export const actionReasons = ['not_found', 'too_late', 'not_connected', 'refused', 'wrong_effect', 'unknown'] as const;
export type ActionReason = (typeof actionReasons)[number];

export const runStates = ['running', 'done', 'refused', 'failed', 'compensated'] as const;

/**
 * What the ledger says: running = not known yet · done = read back from the outside system · refused = nothing was
 * changed · failed = given up, a person has to look · compensated = changed, found wrong and taken back.
 */
export class ActionRun {
  @Id() id!: string;
  @OneOf(actionNames) name!: ActionName;
  @OneOf(runStates) state!: (typeof runStates)[number];
  @OneOf(actionReasons, { optional: true, description: 'of refused, failed and compensated' }) reason?: ActionReason;
  @Nested(() => Money, { optional: true, description: 'order_cancellation, done: what is paid back' }) refund?: Money;
}

export class ActionOrder {
  @Id({ description: 'a repeat under the same id joins the first' }) id!: string;
  @OneOf(['order_cancellation']) name!: 'order_cancellation';
  @Id() session_id!: string;
  @Nested(() => OrderArguments) arguments!: OrderArguments;
  @Integer({ min: 0, max: 10_000, description: 'how long the asker waits for the outcome, in milliseconds' })
  wait_ms!: number;
}

/** Writes the intent into the ledger and carries it out, whatever happens; answers with what is known in time. */
export const RunAction = request('rpc.actions.run.begin.v1', {
  input: ActionOrder,
  output: ActionRun,
  errors: ['idempotency.key_reused'],
  deadlineMs: 12_000,
  idempotent: true,
  allow: ['service'],
  askedBy: ['orchestrator'],
});

export class ActionRunAsk {
  @Id() id!: string;
}

export const ReadAction = request('rpc.actions.run.read.v1', {
  input: ActionRunAsk,
  output: ActionRun,
  errors: ['action.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: [...staff, 'service'],
  askedBy: ['gateway', 'orchestrator'],
});
