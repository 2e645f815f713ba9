/** The pages' part of `npm run build`, which runs it on the Node 24 among the packages. */
import { buildPages } from './bootstrap/pages.mjs';

await buildPages();
