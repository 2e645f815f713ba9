/** `PARLEY_CHART_RENDERER`: the compiled `renderer`, as `findChartRenderer` of tools/fleet returns it. */
export const chartRenderer = process.env['PARLEY_CHART_RENDERER'] || undefined;
