import { ofKind, selects, workloadsOf, type ClusterObject, type Labels, type Workload } from './objects.js';

interface ServiceSpec {
  readonly selector: Labels;
  readonly ports: readonly { readonly name: string; readonly targetPort: string }[];
}

interface ScalerSpec {
  readonly scaleTargetRef: { readonly kind: string; readonly name: string };
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

interface IngressSpec {
  readonly tls?: readonly unknown[];
  readonly rules: readonly { readonly http: { readonly paths: readonly { readonly path: string }[] } }[];
}

const serviceFaults = (objects: readonly ClusterObject[], workloads: readonly Workload[]): string[] =>
  ofKind(objects, 'Service').flatMap(({ metadata, spec }) => {
    const { selector, ports } = spec as ServiceSpec;
    const pods = workloads.filter(({ labels }) => selects(selector, labels));
    const open = pods.flatMap(({ pod }) => pod.containers).flatMap((container) => container.ports ?? []);
    return [
      ...(pods.length === 1 ? [] : [`Service ${metadata.name}: leads to ${pods.length} kinds of pods`]),
      ...ports
        .filter(({ targetPort }) => !open.some(({ name }) => name === targetPort))
        .map(({ targetPort }) => `Service ${metadata.name}: no pod has the port ${targetPort}`),
    ];
  });

/** What keeps data beside it is there once; everything else has an autoscaler and a budget, or is there once as well. */
const scalingFaults = (objects: readonly ClusterObject[], workloads: readonly Workload[]): string[] => {
  const scalers = ofKind(objects, 'HorizontalPodAutoscaler').map(({ spec }) => spec as ScalerSpec);
  const budgets = ofKind(objects, 'PodDisruptionBudget').map(
    ({ spec }) => spec as { readonly selector: { readonly matchLabels: Labels }; readonly maxUnavailable?: unknown },
  );
  const lost = scalers
    .filter(({ scaleTargetRef: { kind, name } }) => !workloads.some((each) => each.kind === kind && each.name === name))
    .map(({ scaleTargetRef }) => `HorizontalPodAutoscaler of ${scaleTargetRef.name}: there is no such workload`);
  const ofOne = workloads.flatMap((workload) => {
    const what = `${workload.kind} ${workload.name}`;
    const scaler = scalers.find(({ scaleTargetRef }) => scaleTargetRef.name === workload.name);
    if (!scaler) return workload.replicas === 1 ? [] : [`${what}: no autoscaler, and not exactly one replica`];
    const { minReplicas: min, maxReplicas: max } = scaler;
    const budget = budgets.some(
      ({ selector, maxUnavailable }) => maxUnavailable === 1 && selects(selector.matchLabels, workload.labels),
    );
    return [
      ...(workload.hasVolume ? [`${what}: several replicas, each with a volume of its own`] : []),
      ...(workload.replicas === undefined ? [] : [`${what}: says how many, as its autoscaler does`]),
      ...(min >= 2 && min <= max && max <= 20 ? [] : [`${what}: from ${min} to ${max} replicas`]),
      ...(budget ? [] : [`${what}: no budget keeps its replicas while nodes are drained`]),
    ];
  });
  return [...lost, ...ofOne];
};

/** A stream must not be held back, nor cut while it is quiet: a heartbeat comes every 15 s. */
const STREAMS: Readonly<Record<string, RegExp>> = {
  'nginx.ingress.kubernetes.io/proxy-buffering': /^off$/,
  'nginx.ingress.kubernetes.io/proxy-read-timeout': /^\d{4,}$/,
  'nginx.ingress.kubernetes.io/proxy-send-timeout': /^\d{4,}$/,
  'nginx.ingress.kubernetes.io/proxy-body-size': /^2[6-9]m$/,
};

const ingressFaults = (objects: readonly ClusterObject[], workloads: readonly Workload[]): string[] =>
  ofKind(objects, 'Ingress').flatMap(({ metadata, spec }) => {
    const { tls = [], rules } = spec as IngressSpec;
    const paths = rules.flatMap(({ http }) => http.paths).map(({ path }) => path);
    const told = workloads.flatMap(({ pod }) => pod.containers).flatMap(({ env = [] }) => env);
    return [
      ...(told.some(({ name }) => name === 'PARLEY_TRUSTED_PROXIES')
        ? []
        : ['Ingress: all visitors have the address of its controller, and share one limit']),
      ...(tls.length > 0 ? [] : ['Ingress: passwords travel in clear']),
      ...paths
        .filter((path) => /^\/(?:metrics|health)?$/.test(path))
        .map((path) => `Ingress: ${path} is open to everybody`),
      ...Object.entries(STREAMS)
        .filter(([name, right]) => !right.test(metadata.annotations?.[name] ?? ''))
        .map(([name]) => `Ingress: streams need ${name}`),
    ];
  });

/** Where there is an index in a file, whoever reads it is in the pod of whoever writes it. */
const indexFaults = (workloads: readonly Workload[]): string[] =>
  workloads
    .filter(({ pod }) => pod.containers.some(({ env = [] }) => env.some(({ name }) => name === 'PARLEY_INDEX')))
    .filter(({ pod, hasVolume }) => !hasVolume || !pod.containers.some(({ name }) => name === 'ingestion'))
    .map(({ kind, name }) => `${kind} ${name}: the passage index is not where ingestion writes it`);

const twins = (objects: readonly ClusterObject[]): string[] => {
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name}: is there twice`);
};

const accountFaults = (objects: readonly ClusterObject[], workloads: readonly Workload[]): string[] => {
  const there = ofKind(objects, 'ServiceAccount').map(({ metadata }) => metadata.name);
  return workloads
    .filter(({ pod }) => !there.includes(pod.serviceAccountName ?? 'default'))
    .map(({ kind, name }) => `${kind} ${name}: its ServiceAccount is not there`);
};

const lifeFaults = (objects: readonly ClusterObject[]): string[] => [
  ...ofKind(objects, 'StatefulSet')
    .filter(({ spec }) => (spec as { readonly podManagementPolicy?: string }).podManagementPolicy !== 'Parallel')
    .map(({ metadata }) => `StatefulSet ${metadata.name}: a pod that never gets ready is not replaced by a revert`),
  ...ofKind(objects, 'Pod')
    .filter(({ metadata }) => metadata.annotations?.['helm.sh/hook-delete-policy']?.includes('hook-succeeded'))
    .map(({ metadata }) => `Pod ${metadata.name}: is gone before its log is read`),
];

/** What is wrong between the objects of one rendered chart. */
export const fleetFaults = (objects: readonly ClusterObject[]): string[] => {
  const workloads = workloadsOf(objects).filter(({ kind }) => kind !== 'Pod');
  return [
    ...twins(objects),
    ...accountFaults(objects, workloads),
    ...serviceFaults(objects, workloads),
    ...scalingFaults(objects, workloads),
    ...indexFaults(workloads),
    ...lifeFaults(objects),
    ...ingressFaults(objects, workloads),
  ];
};
