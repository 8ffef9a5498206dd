/** What the embedded agent is, said in its card, in every answer and wherever one is shown. */
export const agentName = 'infra-test agent (no model)';
export const modelName = 'no-model';
export const notice = 'no model: this agent answers by rules';
