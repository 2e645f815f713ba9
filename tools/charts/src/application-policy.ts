import { ofKind, type ClusterObject } from './objects.js';

interface Source {
  readonly repoURL: string;
  readonly targetRevision: string;
  readonly chart?: string;
  readonly path?: string;
  readonly ref?: string;
  readonly helm?: { readonly valueFiles?: readonly string[] };
}

export interface ApplicationSpec {
  readonly project: string;
  readonly destination: { readonly server: string; readonly namespace: string };
  readonly source?: Source;
  readonly sources?: readonly Source[];
  readonly syncPolicy: { readonly automated?: unknown };
}

interface Kind {
  readonly group: string;
  readonly kind: string;
}

interface ProjectSpec {
  readonly sourceRepos: readonly string[];
  readonly destinations: readonly { readonly server: string; readonly namespace: string }[];
  readonly namespaceResourceWhitelist: readonly Kind[];
}

export const sourcesOf = ({ source, sources = [] }: ApplicationSpec): readonly Source[] =>
  source ? [source] : sources;

/** Values files as paths in the repository: Argo CD writes them with its root, or with the source that is named values. */
export const valueFilesOf = (spec: ApplicationSpec): string[] =>
  sourcesOf(spec)
    .flatMap(({ helm }) => helm?.valueFiles ?? [])
    .map((file) => file.replace(/^(?:\$values)?\//, ''));

const groupOf = ({ apiVersion }: ClusterObject): string => (apiVersion.includes('/') ? apiVersion.split('/')[0]! : '');

/** Objects that the project would not let into its namespaces. */
export const strangersTo = (project: ClusterObject, objects: readonly ClusterObject[]): string[] => {
  const { namespaceResourceWhitelist: allowed } = project.spec as ProjectSpec;
  return objects
    .filter((object) => !allowed.some(({ group, kind }) => group === groupOf(object) && kind === object.kind))
    .map((object) => `${object.kind} ${object.metadata.name}: the project does not let it in`);
};

const waveOf = ({ metadata }: ClusterObject): number =>
  Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);

const faultsOfOne = (
  project: ClusterObject,
  files: ReadonlySet<string>,
  { metadata, spec }: ClusterObject,
): string[] => {
  const application = spec as ApplicationSpec;
  const { sourceRepos, destinations } = project.spec as ProjectSpec;
  const { server, namespace } = application.destination;
  const wrong = [
    ...(application.project === project.metadata.name ? [] : [`is in the project ${application.project}`]),
    ...(destinations.some((each) => each.server === server && each.namespace === namespace)
      ? []
      : [`may not be put into ${namespace}`]),
    ...sourcesOf(application)
      .filter(({ repoURL }) => !sourceRepos.includes(repoURL))
      .map(({ repoURL }) => `may not come from ${repoURL}`),
    ...sourcesOf(application)
      .filter(
        ({ chart, targetRevision }) => targetRevision === 'HEAD' || (chart && !/^\d+\.\d+\.\d+$/.test(targetRevision)),
      )
      .map(({ targetRevision }) => `takes whatever is newest: ${targetRevision}`),
    ...(application.sources?.length === 1
      ? ['has one source among sources: Argo CD < 2.12 would not roll it back']
      : []),
    ...valueFilesOf(application)
      .filter((file) => !files.has(file))
      .map((file) => `reads ${file}, which is not there`),
  ];
  return wrong.map((text) => `Application ${metadata.name}: ${text}`);
};

/** What is wrong with the Applications of one environment; `files` are those of the repository. */
export const applicationFaults = (
  project: ClusterObject,
  applications: readonly ClusterObject[],
  files: ReadonlySet<string>,
): string[] => {
  const ofFleet = ofKind(applications, 'Application');
  const wave = (name: string): number =>
    Math.max(...ofFleet.filter(({ metadata }) => metadata.name.endsWith(name)).map(waveOf));
  const late = ['nats', 'valkey'].filter((name) => !(wave(`-${name}`) < wave('-parley')));
  return [
    ...ofFleet.flatMap((each) => faultsOfOne(project, files, each)),
    ...(ofFleet.length > 1 ? late.map((name) => `${name} is not there before the fleet`) : []),
  ];
};
