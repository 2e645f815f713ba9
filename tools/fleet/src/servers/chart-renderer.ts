import { settings } from '../config.js';
import { findGoProgram, type Say } from './go-program.js';

const WITHOUT = 'no Go: charts are not rendered, and what is tested of them is skipped';

/** The path of the renderer of charts in `sources`, built into `folder` where it is not yet; undefined, after saying why, where that cannot be. */
export const findChartRenderer = async (folder: string, sources: string, say: Say): Promise<string | undefined> =>
  settings.chartRenderer ??
  findGoProgram(
    {
      name: 'chart-renderer',
      building: 'building the renderer of charts with Go (about half a minute)',
      without: WITHOUT,
      folder,
      sources,
    },
    say,
  );
