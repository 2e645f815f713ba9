/**
 * What every process of a chain does: take its settings (JSON) from the first argument, say that it is ready over the
 * channel to the bench, and end when that channel closes, so that none outlives a bench that was killed.
 */
export const settings = JSON.parse(process.argv[2]);

export function ready(facts = {}) {
  process.once('disconnect', () => process.exit(1));
  process.send({ ready: true, pid: process.pid, ...facts });
}

/** Calls `finish` when the bench asks for the end, then leaves. */
export function onStop(finish) {
  process.on('message', async (message) => {
    if (message !== 'stop') return;
    await finish();
    process.exit(0);
  });
}
