import type { ConnectionsOfServices } from './edges.js';
import type { Container, Workload } from './objects.js';

/** Steps of `startFleetService` that end a service, and how long each may take (`start-service.ts`), in seconds. */
const DRAIN_STEPS = 5;
const STEP_S = 20;

/** Of the image: `deploy/Dockerfile`. */
const USER = 65_532;

const fault = (right: boolean | undefined, text: string): string[] => (right ? [] : [text]);

const UNITS: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  m: 1e-3,
};

/** A quantity as Kubernetes writes it; NaN where it is none. */
const amount = (quantity = ''): number => {
  const [, number, unit = ''] = /^([0-9.]+)([A-Za-z]*)$/.exec(quantity) ?? [];
  return Number(number) * (unit === '' ? 1 : (UNITS[unit] ?? Number.NaN));
};

const heapOf = ({ args = [] }: Container): number =>
  Number(args.map((arg) => /^--max-old-space-size=(\d+)$/.exec(arg)?.[1]).find(Boolean) ?? 0) * 2 ** 20;

const securityFaults = ({ securityContext: own = {} }: Container): string[] => [
  ...fault(own.allowPrivilegeEscalation === false, 'may escalate privileges'),
  ...fault(own.readOnlyRootFilesystem, 'may write its root file system'),
  ...fault(own.privileged !== true, 'is privileged'),
  ...fault(own.capabilities?.drop?.includes('ALL') && !own.capabilities.add, 'keeps capabilities'),
];

const imageFaults = ({ image }: Container): string[] => [
  ...fault(/:[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(image), `has an image without a tag: ${image}`),
  ...fault(!image.endsWith(':latest'), `has the latest image: ${image}`),
];

const resourceFaults = (container: Container): string[] => {
  const { requests = {}, limits = {} } = container.resources ?? {};
  return [
    ...(['cpu', 'memory'] as const).flatMap((what) => [
      ...fault(amount(limits[what]) > 0, `has no limit of ${what}`),
      ...fault(amount(requests[what]) <= amount(limits[what]), `requests more ${what} than its limit, or none`),
    ]),
    ...fault(amount(limits.memory) >= heapOf(container) * 1.25, 'has a limit of memory that its heap alone may fill'),
  ];
};

const probeFaults = ({ name, ports = [], env = [], ...probes }: Container): string[] => {
  const health = ports.find((port) => port.name === name)?.containerPort;
  const told = env.find((variable) => variable.name === 'PARLEY_HEALTH_PORT')?.value;
  const expected = { startupProbe: '/health', livenessProbe: '/health', readinessProbe: '/health/ready' } as const;
  return [
    ...fault(health !== undefined && String(health) === told, `is told to serve health at ${told}, not at ${health}`),
    ...Object.entries(expected).flatMap(([probe, path]) => {
      const { httpGet } = probes[probe as keyof typeof expected] ?? {};
      return fault(httpGet?.path === path && httpGet.port === name, `has no ${probe} that asks ${path}`);
    }),
  ];
};

const SECRET_NAME = /PASSWORD|SECRET|TOKEN|(?:^|_)KEY(?:_|$)|REDIS_URL|MONGODB_URL/;

const variableFaults = ({ name, env = [] }: Container, connections: ConnectionsOfServices): string[] => {
  const { reaches = {}, settings = [], fixed = [] } = connections[name] ?? {};
  const secrets = Object.values(reaches).flatMap((way) => way.secrets);
  const known = [...settings, ...fixed, ...secrets];
  const twice = env.filter((each, at) => env.findIndex((other) => other.name === each.name) !== at);
  return [
    ...env.flatMap((each) => fault(known.includes(each.name), `sets ${each.name}, which it does not read`)),
    ...twice.map((each) => `sets ${each.name} twice`),
    ...env
      .filter(
        (each) => secrets.includes(each.name) || SECRET_NAME.test(each.name) || /:\/\/[^/]*@/.test(each.value ?? ''),
      )
      .flatMap((each) => fault(each.valueFrom !== undefined, `shows the secret ${each.name}`)),
  ];
};

const writableFaults = ({ volumeMounts = [] }: Container): string[] =>
  ['/data', '/tmp'].flatMap((path) =>
    fault(
      volumeMounts.some(({ mountPath }) => mountPath === path),
      `cannot write ${path}`,
    ),
  );

const podFaults = ({ pod }: Workload): string[] => {
  const { securityContext: context = {}, volumes = [] } = pod;
  return [
    ...fault(
      context.runAsNonRoot === true && context.runAsUser === USER && context.runAsGroup === USER,
      'may run as root',
    ),
    ...fault(context.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile'),
    ...fault(pod.automountServiceAccountToken === false, 'gets a token of the cluster'),
    ...fault(!pod.hostNetwork && !pod.hostPID && !pod.hostIPC, 'shares the host’s namespaces'),
    ...fault(!volumes.some((volume) => 'hostPath' in volume), 'mounts a folder of the host'),
  ];
};

const drainFaults = ({ pod }: Workload): string[] => {
  const sleep = Math.max(...pod.containers.map(({ lifecycle }) => lifecycle?.preStop?.sleep?.seconds ?? 0));
  const door = pod.containers.some(({ ports = [] }) => ports.some(({ name }) => name === 'http'));
  return [
    ...fault(
      (pod.terminationGracePeriodSeconds ?? 30) >= sleep + DRAIN_STEPS * STEP_S,
      'is killed before it has ended by itself',
    ),
    ...fault(!door || sleep >= 5, 'stops taking connections while they are still sent to it'),
  ];
};

/** A pod by itself runs once, such as a test: it serves nothing. */
const serviceFaults = (container: Container, connections: ConnectionsOfServices): string[] => [
  ...probeFaults(container),
  ...variableFaults(container, connections),
  ...writableFaults(container),
];

/** What is wrong with what runs in a pod. */
export const workloadFaults = (workload: Workload, connections: ConnectionsOfServices): string[] => {
  const serves = workload.kind !== 'Pod';
  const inContainers = [...workload.pod.containers, ...(workload.pod.initContainers ?? [])].flatMap((container) =>
    [
      ...securityFaults(container),
      ...imageFaults(container),
      ...resourceFaults(container),
      ...(serves ? serviceFaults(container, connections) : []),
    ].map((text) => `${container.name} ${text}`),
  );
  return [...podFaults(workload), ...(serves ? drainFaults(workload) : []), ...inContainers].map(
    (text) => `${workload.kind} ${workload.name}: ${text}`,
  );
};
