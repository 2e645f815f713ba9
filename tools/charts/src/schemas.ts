import { Application, AppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1';
import { PrometheusRule, ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { Deployment, StatefulSet } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Namespace, Pod, Service, ServiceAccount } from 'kubernetes-models/v1';
import type { ClusterObject } from './objects.js';

const kinds: readonly { readonly apiVersion: string; readonly kind: string; readonly prototype: Validating }[] = [
  ...[ConfigMap, Namespace, Pod, Service, ServiceAccount, Deployment, StatefulSet, HorizontalPodAutoscaler],
  ...[PodDisruptionBudget, Ingress, NetworkPolicy, PrometheusRule, ServiceMonitor, Application, AppProject],
];

interface Validating {
  validate(): void;
}

/** Free-form by their schema: what is in them is somebody else's. */
const FREE = /\/helm\/valuesObject\//;

/** Notes which fields are looked at. */
const watched = <T>(value: T, seen: Set<string>, path = ''): T =>
  typeof value !== 'object' || value === null
    ? value
    : new Proxy(value, {
        get: (target, key) => {
          const at = `${path}/${String(key)}`;
          if (Object.hasOwn(target, key)) seen.add(at);
          return watched(Reflect.get(target, key) as unknown, seen, at);
        },
      });

const fieldsIn = (value: unknown, path = ''): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, each]) => [`${path}/${key}`, ...fieldsIn(each, `${path}/${key}`)]);

/**
 * What is wrong with an object by the published schema of its kind. The schemas let unknown fields pass, as they have to
 * for newer clusters; a field that its schema never looks at is one that it does not know, and a fault here.
 */
export const schemaFaults = (object: ClusterObject): string[] => {
  const name = `${object.kind} ${object.metadata?.name}`;
  const model = kinds.find(({ apiVersion, kind }) => apiVersion === object.apiVersion && kind === object.kind);
  if (!model) return [`${name}: no schema of ${object.apiVersion} ${object.kind} is known`];
  const seen = new Set<string>();
  const faults: string[] = [];
  try {
    model.prototype.validate.call(watched(object, seen));
  } catch (error) {
    faults.push(`${name}: ${(error as Error).message}`);
  }
  const unknown = fieldsIn(object).filter((field) => !seen.has(field) && !FREE.test(field));
  return [...faults, ...unknown.map((field) => `${name}: unknown field ${field}`)];
};
