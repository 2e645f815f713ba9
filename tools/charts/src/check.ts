import { edgeFaults, type ConnectionsOfServices, type NetworkValues } from './edges.js';
import { fleetFaults } from './fleet-policy.js';
import { workloadsOf } from './objects.js';
import { workloadFaults } from './pod-policy.js';
import { type Chart, type Refused, type Rendered } from './renderer.js';
import { schemaFaults } from './schemas.js';

/** Everything that is wrong with a chart and its values: by Helm, by the schemas of Kubernetes, by the rules of the fleet. */
export const faultsOf = (chart: Chart, rendered: Rendered | Refused): string[] => {
  if ('error' in rendered) return [rendered.error];
  const connections = JSON.parse(chart['generated/connections.json'] ?? '{}') as ConnectionsOfServices;
  const { objects, values } = rendered;
  return [
    ...objects.flatMap(schemaFaults),
    ...workloadsOf(objects).flatMap((workload) => workloadFaults(workload, connections)),
    ...fleetFaults(objects),
    ...edgeFaults(objects, connections, (values as { network: NetworkValues }).network),
  ];
};
