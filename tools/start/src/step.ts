export type Say = (line: string) => void;

/** Does one step with visible progress; `cure` is what the user reads when it fails. */
export type Step = <T>(name: string, cure: string, work: (say: Say) => Promise<T>) => Promise<T>;

/** What the entries on Node 20 hand to what they start on Node 24. */
export interface Entry {
  readonly projectFolder: string;
  readonly stateFolder: string;
  readonly step: Step;
  readonly args: readonly string[];
}
