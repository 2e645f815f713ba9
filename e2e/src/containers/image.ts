import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { copyContext, dockerignore } from './build-context.js';
import { type Container, makeBase, runIn } from './container.js';
import { expand, type Instruction, pairs, parseDockerfile, type Stage, words } from './dockerfile.js';

/** What a Dockerfile's last stage comes to. */
export interface Image extends Container {
  /** `uid:gid`, or `root`. */
  readonly user: string;
  readonly environment: Readonly<Record<string, string>>;
  /** ENTRYPOINT and CMD. */
  readonly command: readonly string[];
  /** The command of HEALTHCHECK. */
  readonly healthCheck: readonly string[];
}

export interface Build {
  readonly checkout: string;
  /** Holds the trees of all stages. */
  readonly folder: string;
  /** The checkout stands in for this stage: `npm ci` and the build were done there. Without it all is done from nothing. */
  readonly done?: string;
}

/** Hard links where they can be: no step changes a file that it did not make. */
const copyInto = (source: string, target: string): void => {
  mkdirSync(statSync(source).isDirectory() ? target : dirname(target), { recursive: true });
  execFileSync('cp', ['-alT', '--remove-destination', source, target]);
};

/** Does what the Dockerfile says, instruction by instruction, with this machine's programs in place of the base image's. */
export class ImageBuild {
  private readonly stages: readonly Stage[];
  private readonly made = new Map<string, Image>();
  private readonly isSeen: (path: string) => boolean;

  constructor(private readonly build: Build) {
    this.stages = parseDockerfile(readFileSync(join(build.checkout, 'deploy', 'Dockerfile'), 'utf8'));
    this.isSeen = dockerignore(readFileSync(join(build.checkout, '.dockerignore'), 'utf8'));
  }

  /** `docker build --build-arg APP=<app>`. Stages that do not ask for APP are made once for all. */
  image(app: string): Promise<Image> {
    return this.stage(this.stages.at(-1)!, app);
  }

  private named(name: string): Stage | undefined {
    return this.stages.find((stage) => stage.name === name);
  }

  private asksForApp({ base, steps }: Stage): boolean {
    const others = [base, ...steps.map(({ flags }) => flags['from'])].flatMap((name) => this.named(name ?? '') ?? []);
    return steps.some(({ name }) => name === 'ARG') || others.some((stage) => this.asksForApp(stage));
  }

  private async stage(stage: Stage, app: string): Promise<Image> {
    const { name } = stage;
    const key = name !== this.build.done && this.asksForApp(stage) ? `${name}-${app}` : name;
    const made = this.made.get(key) ?? (await this.make(stage, join(this.build.folder, key), app));
    this.made.set(key, made);
    return made;
  }

  private async make({ name, base, steps }: Stage, root: string, app: string): Promise<Image> {
    const empty = { root, user: 'root', workingFolder: '/', environment: {}, command: [], healthCheck: [] };
    if (name === this.build.done) {
      makeBase(root);
      return { ...empty, workingFolder: '/parley', folders: { '/parley': this.build.checkout } };
    }
    const stage = this.named(base);
    const before = stage && (await this.stage(stage, app));
    if (before) copyInto(before.root, root);
    else makeBase(root);
    let image: Image = before ? { ...before, root } : empty;
    for (const step of steps) image = await this.step(image, step, app);
    return image;
  }

  private async step(image: Image, { name, flags, rest }: Instruction, app: string): Promise<Image> {
    switch (name) {
      case 'ARG':
        if (rest !== 'APP') throw new Error(`the rehearsal gives no value to ${rest}`);
        return image;
      case 'ENV':
        return { ...image, environment: { ...image.environment, ...pairs(rest) } };
      case 'USER':
        return { ...image, user: rest };
      case 'WORKDIR':
        mkdirSync(join(image.root, rest), { recursive: true });
        return { ...image, workingFolder: rest };
      case 'COPY':
        await this.copy(image, expand(rest, { ...image.environment, APP: app }).split(/\s+/), flags['from'], app);
        return image;
      case 'RUN':
        await runIn(this.withCache(image, flags['mount']), ['/bin/sh', '-c', rest], { ...image.environment, APP: app });
        return image;
      case 'ENTRYPOINT':
      case 'CMD':
        return { ...image, command: [...image.command, ...words(rest)] };
      case 'HEALTHCHECK':
        return { ...image, healthCheck: words(rest.slice(rest.indexOf('CMD ') + 4)) };
      default:
        return image; // EXPOSE, LABEL
    }
  }

  /** npm's own cache on this machine is the cache of the build. */
  private withCache(container: Container, mount: string | undefined): Container {
    if (mount === undefined) return container;
    const [, target] = /^type=cache,target=(\/root\/\.npm)$/.exec(mount) ?? [];
    if (!target) throw new Error(`the rehearsal does not know --mount=${mount}`);
    const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
    mkdirSync(cache, { recursive: true });
    return { ...container, folders: { ...container.folders, [target]: cache } };
  }

  private async copy(
    image: Image,
    [source, target, more]: string[],
    from: string | undefined,
    app: string,
  ): Promise<void> {
    if (!source || !target || more) throw new Error('the rehearsal knows COPY of one source to one target');
    const destination = join(image.root, resolve(image.workingFolder, target));
    const stage = from && this.named(from);
    if (stage) copyInto(join((await this.stage(stage, app)).root, source), destination);
    else if (from) throw new Error(`there is no stage ${from}`);
    else copyContext(this.build.checkout, destination, { under: source, isSeen: this.isSeen });
  }
}
