/**
 * What `work` comes to, or what `late` gives (or throws) once `ms` milliseconds have passed without it. The timer goes
 * with the outcome: left alone it would keep what it is bound to until it runs out. It keeps no process alive.
 */
export function inTime<T, L>(work: T | PromiseLike<T>, ms: number, late: () => L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms).unref();
  });
  return Promise.race([work, over.then(late)]).finally(() => clearTimeout(timer));
}
