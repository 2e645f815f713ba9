/** A mistake that somebody might make in the chart, and the words in which it has to be found. */
export interface Mistake {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly found: RegExp;
  /** Shows in the large size alone. */
  readonly large?: true;
}

const container = 'templates/_container.tpl';
const workloads = 'templates/workloads.yaml';
const policies = 'templates/network-policies.yaml';

/** Each is made in a chart that is without fault. */
export const mistakes: readonly Mistake[] = [
  {
    what: 'a field that Kubernetes does not know',
    file: container,
    from: 'imagePullPolicy:',
    to: 'imagePolicy:',
    found: /unknown field .*\/containers\/0\/imagePolicy/,
  },
  {
    what: 'a value of the wrong type',
    file: workloads,
    from: 'revisionHistoryLimit: 5',
    to: "revisionHistoryLimit: '5'",
    found: /revisionHistoryLimit must be integer/,
  },
  {
    what: 'a key that stands twice',
    file: workloads,
    from: '      enableServiceLinks: false',
    to: '      enableServiceLinks: false\n      enableServiceLinks: true',
    found: /already set in map/,
  },
  {
    what: 'a pod that may run as root',
    file: workloads,
    from: 'runAsUser: 65532',
    to: 'runAsUser: 0',
    found: /may run as root/,
  },
  {
    what: 'no seccomp profile',
    file: workloads,
    from: 'type: RuntimeDefault',
    to: 'type: Unconfined',
    found: /has no seccomp profile/,
  },
  {
    what: 'a root file system that can be written',
    file: container,
    from: 'readOnlyRootFilesystem: true',
    to: 'readOnlyRootFilesystem: false',
    found: /may write its root file system/,
  },
  {
    what: 'capabilities that are kept',
    file: container,
    from: 'drop: [ALL]',
    to: 'drop: [NET_RAW]',
    found: /keeps capabilities/,
  },
  {
    what: 'the latest image',
    file: 'templates/_helpers.tpl',
    from: '{{ .Values.image.tag | default .Chart.AppVersion }}',
    to: 'latest',
    found: /has the latest image/,
  },
  {
    what: 'no limit of memory',
    file: 'values.yaml',
    from: "limits: { cpu: '2', memory: 1536Mi }",
    to: "limits: { cpu: '2' }",
    found: /missing propert.*memory/,
  },
  {
    what: 'a heap that fills the whole memory',
    file: 'values.yaml',
    from: 'heapMb: 1024',
    to: 'heapMb: 1536',
    found: /gateway has a limit of memory that its heap alone may fill/,
  },
  {
    what: 'no readiness probe',
    file: container,
    from: 'httpGet: { path: /health/ready,',
    to: 'httpGet: { path: /health,',
    found: /has no readinessProbe that asks \/health\/ready/,
  },
  {
    what: 'a liveness probe that asks other services',
    file: container,
    from: '  livenessProbe:\n    httpGet: { path: /health,',
    to: '  livenessProbe:\n    httpGet: { path: /health/ready,',
    found: /has no livenessProbe that asks \/health/,
  },
  {
    what: 'a probe of a port that is not served',
    file: container,
    from: '{ name: PARLEY_HEALTH_PORT, value: {{ $service.port | quote }} }',
    to: "{ name: PARLEY_HEALTH_PORT, value: '9999' }",
    found: /is told to serve health at 9999/,
  },
  {
    what: 'too little time to end',
    file: workloads,
    from: 'terminationGracePeriodSeconds: 110',
    to: 'terminationGracePeriodSeconds: 30',
    found: /is killed before it has ended by itself/,
  },
  {
    what: 'a gateway that stops at once',
    file: container,
    from: 'preStop: { sleep: { seconds: 5 } }',
    to: 'preStop: { sleep: { seconds: 1 } }',
    found: /stops taking connections while they are still sent to it/,
  },
  {
    what: 'a secret in clear',
    file: container,
    from: 'valueFrom: { secretKeyRef: { name: {{ $root.Values.secretPrefix }}-{{ $service.name }}, key: {{ . }} } }',
    to: 'value: hunter2',
    found: /shows the secret PARLEY_NATS_PASSWORD/,
  },
  {
    what: 'a variable that no service reads',
    file: container,
    from: 'name: PARLEY_NATS_USER,',
    to: 'name: PARLEY_NATS_USERNAME,',
    found: /sets PARLEY_NATS_USERNAME, which it does not read/,
  },
  {
    what: 'an edge that nobody needs',
    file: policies,
    from: '{{- range $place := keys $places | sortAlpha }}',
    to: '{{- range $place := keys (set $places "redis" list) | sortAlpha }}',
    found: /accounts: may, but need not go to TCP 6379/,
  },
  {
    what: 'an edge that is missing',
    file: policies,
    from: '{{- range $place := keys $places | sortAlpha }}',
    to: '{{- range $place := keys (omit $places "nats") | sortAlpha }}',
    found: /accounts: needs, but may not go to TCP 4222/,
  },
  {
    what: 'an edge to everybody',
    file: policies,
    from: '    - to: {{- toYaml $to.peers | nindent 8 }}\n      ports:',
    to: '    - ports:',
    found: /may, but need not go to TCP 4222 everybody/,
  },
  {
    what: 'no policy that denies the rest',
    file: policies,
    from: '    matchLabels: {{- include "parley.selector" $ | nindent 6 }}\n  policyTypes: [Ingress, Egress]',
    to: '    matchLabels: { app.kubernetes.io/part-of: parlay }\n  policyTypes: [Ingress, Egress]',
    found: /there is nothing that denies everything else/,
  },
  {
    what: 'a second replica on SQLite',
    file: 'values.yaml',
    from: '  min: 1\n  max: 1',
    to: '  min: 1\n  max: 2',
    found: /replicas.*max|max.*replicas/s,
  },
  {
    what: 'several replicas, each with a volume of its own',
    file: workloads,
    from: '  replicas: 1',
    to: '  replicas: 2',
    found: /not exactly one replica/,
  },
  {
    what: 'a pod that keeps its own way back',
    file: workloads,
    from: 'podManagementPolicy: Parallel',
    to: 'podManagementPolicy: OrderedReady',
    found: /StatefulSet parley-accounts: a pod that never gets ready is not replaced/,
  },
  {
    what: 'a test whose log nobody can read',
    file: 'templates/tests/door.yaml',
    from: 'helm.sh/hook-delete-policy: before-hook-creation\n',
    to: 'helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded\n',
    found: /Pod parley-test-door: is gone before its log is read/,
  },
  {
    what: 'an autoscaler of nothing',
    file: 'templates/scaling.yaml',
    from: 'kind: Deployment, name: parley-{{ .name }}',
    to: 'kind: Deployment, name: {{ .name }}',
    found: /there is no such workload/,
    large: true,
  },
  {
    what: 'replicas that the autoscaler does not decide',
    file: workloads,
    from: '{{- if not $scales }}',
    to: '{{- if true }}',
    found: /says how many, as its autoscaler does/,
    large: true,
  },
  {
    what: 'no budget while nodes are drained',
    file: 'templates/scaling.yaml',
    from: 'maxUnavailable: 1',
    to: 'maxUnavailable: 100%',
    found: /no budget keeps its replicas/,
    large: true,
  },
  {
    what: 'a Service that leads nowhere',
    file: 'templates/services.yaml',
    from: 'app.kubernetes.io/component: {{ $pod.name }}',
    to: 'app.kubernetes.io/component: {{ .name }}-pod',
    found: /Service parley-gateway: leads to 0 kinds of pods/,
  },
  {
    what: 'llm without the volume that ingestion writes',
    file: 'templates/_helpers.tpl',
    from: '(has .name (list "ingestion" "llm"))',
    to: '(has .name (list "ingestion"))',
    found: /parley-llm: the passage index is not where ingestion writes it/,
  },
  {
    what: 'a value that the chart does not know',
    file: 'values.yaml',
    from: 'secretPrefix: parley',
    to: 'secretPrefix: parley\nsecretSuffix: parley',
    found: /secretSuffix/,
  },
];
