import { execFileSync } from 'node:child_process';

/** One service of a compose project, as far as it is judged. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly dockerfile?: string; readonly args?: Readonly<Record<string, string>> };
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly privileged?: boolean;
  readonly network_mode?: string;
  readonly security_opt?: readonly string[];
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly healthcheck?: { readonly disable?: boolean };
  readonly deploy?: { readonly resources?: { readonly limits?: Readonly<Record<string, unknown>> } };
  readonly networks?: Readonly<Record<string, unknown>>;
  readonly ports?: readonly { readonly host_ip?: string; readonly published?: string }[];
  readonly volumes?: readonly { readonly type: string; readonly source?: string; readonly read_only?: boolean }[];
}

/** What a compose file comes to with every profile. */
export interface Project {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

/** Loads a compose file with compose's own loader (`program`, see e2e/compose-check); throws with its words where it refuses it. */
export const loadProject = (
  program: string,
  { folder, file, variables }: { folder: string; file: string; variables: Readonly<Record<string, string>> },
): Project =>
  JSON.parse(execFileSync(program, [folder, file], { env: variables, encoding: 'utf8', stdio: 'pipe' })) as Project;
