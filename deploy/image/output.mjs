/** `output.mjs APP FOLDER`, in a built checkout: copies what was compiled for the app and for what it needs. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { partsOf } from './workspaces.mjs';

/** Pages that a service serves, where it looks for them. */
const PAGES = { gateway: ['apps/console/dist', 'apps/widget/dist'] };

/** What only the compiler reads again. */
const isRun = (path) => !/(\.d\.ts|\.tsbuildinfo|[/\\]\.sources)$/.test(path);

const [app = '', target = ''] = process.argv.slice(2);
const built = partsOf(app).flatMap(({ folder, files }) => files.map((file) => join(folder, file)));
for (const path of [...built, ...(PAGES[app] ?? [])])
  cpSync(path, join(target, path), { recursive: true, filter: isRun });
