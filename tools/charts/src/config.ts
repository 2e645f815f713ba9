/** `PARLEY_CHART_RENDERER`: the compiled `renderer`, as `findChartRenderer` of tools/fleet returns it. */
export const chartRenderer = process.env['PARLEY_CHART_RENDERER'] || undefined;

/** `PARLEY_NATS_SERVER`: as every test that needs one is told. */
export const natsServer = process.env['PARLEY_NATS_SERVER'] || undefined;
