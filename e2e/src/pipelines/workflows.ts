import {
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  parseWorkflow,
  type TemplateParseResult,
  type WorkflowTemplate,
} from '@actions/workflow-parser';

/** A step of a workflow: an action or a script. */
export interface Step {
  readonly uses?: string;
  readonly run?: string;
}

export interface Workflow {
  readonly errors: readonly string[];
  readonly steps: readonly Step[];
}

const errorsOf = ({ errors }: TemplateParseResult['context']): string[] =>
  errors.getErrors().map(({ message }) => message);

/** Reads a workflow as GitHub does: what it would refuse, and every step of every job. */
export const readWorkflow = async (name: string, content: string): Promise<Workflow> => {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (!value) return { errors: errorsOf(context), steps: [] };
  const { jobs = [] }: Partial<WorkflowTemplate> = await convertWorkflowTemplate(context, value);
  const steps = jobs.flatMap((job) => (job.type === 'job' ? job.steps : []));
  return {
    errors: errorsOf(context),
    steps: steps.map((step) => {
      if ('uses' in step) return { uses: step.uses.value };
      return 'run' in step ? { run: step.run.toString() } : {};
    }),
  };
};
