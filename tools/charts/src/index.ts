export { faultsOf } from './check.js';
export { chartRenderer } from './config.js';
export { workloadsOf, type ClusterObject, type Container, type Workload } from './objects.js';
export { readChart, render, type Chart, type Refused, type Rendered, type Task } from './renderer.js';
