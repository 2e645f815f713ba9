import { existsSync } from 'node:fs';
import type { ComposeService, Project } from './project.js';

/** What `helm/parley/generated/connections.json` says of one service. */
export interface Connections {
  readonly reaches: Readonly<Record<string, { readonly secrets: readonly string[] }>>;
  readonly settings: readonly string[];
  readonly fixed: readonly string[];
}

/** Servers of the fleet's own: whoever reaches one must be told how. */
const OWN_SERVERS = ['nats', 'redis', 'mongodb'];

/** The image of Jaeger has no program that could ask it. */
const WITHOUT_HEALTH_CHECK = new Set(['jaeger', 'demo']);

const LIMITS = ['memory', 'cpus', 'pids'];

const hardening = (name: string, service: ComposeService): string[] => {
  const limits = service.deploy?.resources?.limits ?? {};
  const isOurs = service.build !== undefined;
  const isRoot = !isOurs && !/^[1-9]\d*:\d+$/.test(service.user ?? '');
  const isAsked = (isOurs || service.healthcheck) && !service.healthcheck?.disable;
  return [
    [!/^[\w./-]+:v?\d+\.\d+\.\d+[\w.-]*$/.test(service.image ?? ''), `its image is not pinned: ${service.image}`],
    [isOurs && service.build!.dockerfile !== 'deploy/Dockerfile', 'it is not built by deploy/Dockerfile'],
    [service.read_only !== true, 'its tree may be written'],
    [!service.cap_drop?.includes('ALL'), 'it keeps capabilities'],
    [!service.security_opt?.includes('no-new-privileges:true'), 'it may gain privileges'],
    [service.privileged === true || service.network_mode !== undefined, 'it is not contained'],
    [isRoot, 'it may run as root'],
    [!isAsked && !WITHOUT_HEALTH_CHECK.has(name), 'nobody asks whether it is healthy'],
    ...LIMITS.map((limit) => [limits[limit] === undefined, `it has no limit of ${limit}`] as const),
  ].flatMap(([isWrong, what]) => (isWrong ? [`${name}: ${what as string}`] : []));
};

const reached = (name: string, { ports = [], volumes = [], networks = {} }: ComposeService): string[] => [
  ...ports
    .filter(({ host_ip }) => host_ip !== '127.0.0.1')
    .map(({ published }) => `${name}: port ${published} is open to the network`),
  ...(ports.length > 0 && !('outside' in networks) ? [`${name}: its ports are published, but it is not outside`] : []),
  ...volumes
    .filter(({ type, source }) => type === 'bind' && !existsSync(source!))
    .map(({ source }) => `${name}: ${source} does not exist`),
  ...volumes
    .filter(({ type, read_only }) => type === 'bind' && !read_only)
    .map(({ source }) => `${name}: may write to ${source}`),
];

const settings = (name: string, service: ComposeService, connections: Connections): string[] => {
  const told = service.environment ?? {};
  const given = (variable: string): boolean => Boolean(told[variable]);
  const secrets = Object.values(connections.reaches).flatMap((place) => place.secrets);
  const known = new Set([...secrets, ...connections.settings, ...connections.fixed]);
  const needed = OWN_SERVERS.flatMap((server) => connections.reaches[server]?.secrets ?? []);
  return [
    ...needed.filter((variable) => !given(variable)).map((variable) => `${name}: ${variable} is not given`),
    ...Object.keys(told)
      .filter((variable) => !known.has(variable))
      .map((variable) => `${name}: ${variable} is no setting of it`),
    ...(told['PARLEY_NATS_USER'] === name ? [] : [`${name}: it does not come to the bus under its own name`]),
    ...('mongodb' in connections.reaches && told['PARLEY_STORE'] !== 'mongodb' ? [`${name}: it keeps files`] : []),
    ...(service.build?.args?.['APP'] === name ? [] : [`${name}: it is built from another app`]),
  ];
};

/** What is wrong with a project as one that runs the whole fleet; `fleet` by service. Empty where nothing is. */
export const faultsOf = (
  { services, networks }: Project,
  fleet: Readonly<Record<string, Connections>>,
): readonly string[] => [
  ...Object.keys(fleet)
    .filter((name) => !(name in services))
    .map((name) => `${name}: it is missing`),
  ...(networks['fleet']?.internal === true ? [] : ['the network of the fleet reaches out']),
  ...Object.entries(services).flatMap(([name, service]) => [
    ...hardening(name, service),
    ...reached(name, service),
    ...(fleet[name] ? settings(name, service, fleet[name]) : []),
  ]),
];
