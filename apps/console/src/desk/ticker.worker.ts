/** Ticks on time. Browsers hold the timers of a hidden page back to one a minute, those of a worker they do not. */
const EVERY_MS = 20_000;

setInterval(() => self.postMessage('tick'), EVERY_MS);
