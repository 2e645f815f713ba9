/** A thing in a cluster, as its YAML says it. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Labels;
    readonly annotations?: Labels;
  };
  readonly spec?: unknown;
}

export type Labels = Readonly<Record<string, string>>;

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds: number } } };
  readonly resources?: Partial<Record<'requests' | 'limits', Partial<Record<'cpu' | 'memory', string>>>>;
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly privileged?: boolean;
    readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  };
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: number | string };
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly automountServiceAccountToken?: boolean;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly serviceAccountName?: string;
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext?: {
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly runAsGroup?: number;
    readonly seccompProfile?: { readonly type: string };
  };
  readonly volumes?: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
}

/** What runs: a workload, or a pod by itself. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly replicas: number | undefined;
  readonly hasVolume: boolean;
  readonly labels: Labels;
  readonly pod: PodSpec;
}

interface WorkloadSpec {
  readonly replicas?: number;
  readonly volumeClaimTemplates?: readonly unknown[];
  readonly template: { readonly metadata: { readonly labels: Labels }; readonly spec: PodSpec };
}

export const ofKind = (objects: readonly ClusterObject[], ...kinds: readonly string[]): ClusterObject[] =>
  objects.filter(({ kind }) => kinds.includes(kind));

export const workloadsOf = (objects: readonly ClusterObject[]): Workload[] =>
  ofKind(objects, 'Deployment', 'StatefulSet', 'Pod').map(({ kind, metadata, spec }) => {
    const base = { kind, name: metadata.name };
    if (kind === 'Pod')
      return { ...base, replicas: 1, hasVolume: false, labels: metadata.labels ?? {}, pod: spec as PodSpec };
    const { replicas, volumeClaimTemplates, template } = spec as WorkloadSpec;
    const { labels } = template.metadata;
    return { ...base, replicas, hasVolume: (volumeClaimTemplates ?? []).length > 0, labels, pod: template.spec };
  });

/** No selector at all selects everything, as in Kubernetes. */
export const selects = (matchLabels: Labels | undefined, labels: Labels): boolean =>
  Object.entries(matchLabels ?? {}).every(([name, value]) => labels[name] === value);
