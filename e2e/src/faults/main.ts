import { runFullFaults } from './full.js';

const { report, good } = await runFullFaults((line) => console.log(line));
console.log(JSON.stringify({ at: new Date().toISOString(), ...report }, null, 2));
console.log(good ? 'nothing lost, doubled, reordered or foreign' : 'the run missed a bar');
process.exit(good ? 0 : 1);
