import { ofKind, selects, workloadsOf, type ClusterObject, type Labels, type Workload } from './objects.js';

/** What `tools/generators` writes of each service, by name. */
export type ConnectionsOfServices = Readonly<
  Record<
    string,
    {
      readonly reaches: Readonly<
        Record<string, { readonly secrets: readonly string[]; readonly when: readonly string[] }>
      >;
      readonly settings: readonly string[];
      readonly fixed: readonly string[];
    }
  >
>;

interface Edge {
  readonly peers: unknown;
  readonly ports: readonly number[];
}

export interface NetworkValues {
  readonly from: Readonly<Record<string, unknown>>;
  readonly to: Readonly<Record<string, Edge>>;
}

interface PolicyRule {
  readonly from?: unknown;
  readonly to?: unknown;
  readonly ports?: readonly { readonly protocol: string; readonly port: number }[];
}

interface PolicySpec {
  readonly podSelector: { readonly matchLabels?: Labels };
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly PolicyRule[];
  readonly egress?: readonly PolicyRule[];
}

/** Who connects without being asked to, beside those whose variable stands in the pod. */
const byVariable: Readonly<Record<string, readonly string[]>> = {
  nats: ['PARLEY_NATS_URL'],
  redis: ['PARLEY_REDIS_URL'],
  mongodb: ['PARLEY_MONGODB_URL'],
  pinecone: ['PARLEY_PINECONE_WORDS_HOST'],
  otlp: ['OTEL_EXPORTER_OTLP_ENDPOINT'],
};

const canonical = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(canonical)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, each]) => [key, canonical(each)]),
        )
      : value;

const edge = (direction: string, peers: unknown, ports: readonly string[]): string =>
  `${direction} ${ports.length ? [...ports].sort().join(',') : 'every port'} ${peers === undefined ? 'everybody' : JSON.stringify(canonical(peers))}`;

const tcp = (ports: readonly number[]): string[] => ports.map((port) => `TCP ${port}`);

/** The places that a pod's services connect to, by what stands in its environment. */
const placesOf = ({ pod }: Workload, connections: ConnectionsOfServices): Set<string> => {
  const places = pod.containers.flatMap(({ name, env = [] }) => {
    const has = (variable: string): boolean => env.some((each) => each.name === variable);
    return Object.entries(connections[name]?.reaches ?? {})
      .filter(([place, { when }]) => {
        const told = byVariable[place] ?? when;
        return told.length === 0 || told.some(has);
      })
      .map(([place]) => place);
  });
  return new Set(['dns', ...places]);
};

const usedEdges = (workload: Workload, connections: ConnectionsOfServices, { from, to }: NetworkValues): string[] => {
  const health = workload.pod.containers.flatMap(
    ({ name, ports = [] }) => ports.find((port) => port.name === name)?.containerPort ?? [],
  );
  const out = [...placesOf(workload, connections)].map((place) => {
    const { peers, ports } = to[place]!;
    const udp = place === 'dns' ? ports.map((port) => `UDP ${port}`) : [];
    return edge('to', peers, [...tcp(ports), ...udp]);
  });
  const door = workload.pod.containers.flatMap(
    ({ ports = [] }) => ports.find(({ name }) => name === 'http')?.containerPort ?? [],
  );
  return [
    ...out,
    edge('from', from['prometheus'], tcp(health)),
    ...(door.length ? [edge('from', from['ingress'], tcp(door))] : []),
  ];
};

const policiesFor = (workload: Workload, objects: readonly ClusterObject[]): PolicySpec[] =>
  ofKind(objects, 'NetworkPolicy')
    .filter(({ metadata }) => metadata.annotations?.['helm.sh/hook'] === undefined)
    .map(({ spec }) => spec as PolicySpec)
    .filter(({ podSelector }) => selects(podSelector.matchLabels, workload.labels));

const allowedEdges = (policies: readonly PolicySpec[]): string[] => {
  const of = (direction: 'from' | 'to', rule: PolicyRule): string =>
    edge(
      direction,
      rule[direction],
      (rule.ports ?? []).map(({ protocol, port }) => `${protocol} ${port}`),
    );
  return policies.flatMap(({ ingress = [], egress = [] }) => [
    ...ingress.map((rule) => of('from', rule)),
    ...egress.map((rule) => of('to', rule)),
  ]);
};

/** Each pod may reach, and be reached by, what it needs, and nothing else. */
export const edgeFaults = (
  objects: readonly ClusterObject[],
  connections: ConnectionsOfServices,
  network: NetworkValues,
): string[] =>
  workloadsOf(objects)
    .filter(({ kind }) => kind !== 'Pod')
    .flatMap((workload) => {
      const policies = policiesFor(workload, objects);
      const used = usedEdges(workload, connections, network);
      const allowed = allowedEdges(policies);
      const denied = policies.some(
        ({ policyTypes, ingress = [], egress = [] }) =>
          policyTypes.length === 2 && ingress.length + egress.length === 0,
      );
      const what = `${workload.kind} ${workload.name}`;
      return [
        ...(denied ? [] : [`${what}: there is nothing that denies everything else`]),
        ...used.filter((each) => !allowed.includes(each)).map((each) => `${what}: needs, but may not go ${each}`),
        ...allowed.filter((each) => !used.includes(each)).map((each) => `${what}: may, but need not go ${each}`),
      ];
    });
