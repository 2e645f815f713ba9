/** Runs before anything of ours is installed or compiled: plain JavaScript for Node 20, no packages. */

const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

/** What failed, why, and what the user can do about it. */
export class StepFailed extends Error {
  constructor(step, cause, cure) {
    super(`${step} failed: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.cure = cure;
  }
}

/** Does one step with visible progress. `work` may return a word on what it found. */
export const step = async (name, cure, work) => {
  const began = performance.now();
  console.error(`… ${name}`);
  try {
    const found = await work((line) => console.error(`  ${line}`));
    console.error(`✓ ${name}${typeof found === 'string' ? `: ${found}` : ''} (${seconds(began)})`);
    return found;
  } catch (error) {
    throw error instanceof StepFailed ? error : new StepFailed(name, error, cure);
  }
};

/** Ends the process with the step's name and the cure, and no stack. */
export const giveUp = (error) => {
  if (!(error instanceof StepFailed)) throw error;
  console.error(`✗ ${error.message}`);
  console.error(`  What to do: ${error.cure}`);
  process.exit(1);
};
