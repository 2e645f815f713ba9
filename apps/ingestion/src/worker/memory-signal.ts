/** What a worker process that holds too much memory ends itself with: from a thread it cannot exit. */
export const memorySignal = 'SIGUSR2';
