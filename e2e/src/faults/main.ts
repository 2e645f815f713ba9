import { killPlan } from './kills.js';
import { runFaults } from './run.js';

/** Everything the fleet is made of but the servers. */
const services = ['gateway', 'accounts', 'orchestrator', 'nlu', 'llm', 'ingestion', 'insights'];
const full = {
  conversations: 500,
  turns: 6,
  customers: 8,
  kills: killPlan(services, { service: 4, broker: 6, redis: 3, stops: 1 }),
};

const report = await runFaults({ ...full, tell: (line) => console.log(line) });
console.log(JSON.stringify({ at: new Date().toISOString(), ...report }, null, 2));
const good =
  report.findings.length === 0 && report.errors.length === 0 && report.right >= 0.9 && report.right_after === 1;
console.log(good ? 'nothing lost, doubled, reordered or foreign' : 'the run found faults');
process.exit(good ? 0 : 1);
