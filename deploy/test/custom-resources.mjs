// The kinds that Kubernetes itself does not know, by the schemas of their makers (as the packages of kubernetes-models carry them): their
// validators know types, patterns and what must be there, but let unknown fields pass, as the CRDs do; TypeScript does not.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClusterIssuer } from '@kubernetes-models/cert-manager/cert-manager.io/v1/ClusterIssuer'
import { ExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret'
import { SecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/SecretStore'
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule'
import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor'

const CERT_MANAGER = '@kubernetes-models/cert-manager/cert-manager.io/v1'
const EXTERNAL_SECRETS = '@kubernetes-models/external-secrets/external-secrets.io/v1'
const MONITORING = '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'

const KINDS = {
  'cert-manager.io/v1 ClusterIssuer': [ClusterIssuer, CERT_MANAGER],
  'external-secrets.io/v1 ExternalSecret': [ExternalSecret, EXTERNAL_SECRETS],
  'external-secrets.io/v1 SecretStore': [SecretStore, EXTERNAL_SECRETS],
  'monitoring.coreos.com/v1 PrometheusRule': [PrometheusRule, MONITORING],
  'monitoring.coreos.com/v1 ServiceMonitor': [ServiceMonitor, MONITORING],
}

const name = (object) => `${object.apiVersion} ${object.kind}`
export const isCustom = (object) => name(object) in KINDS

/** What is wrong with objects of these kinds, in words; nothing where all is well. */
export function findings(objects) {
  return [...objects.flatMap(invalid), ...unknownFields(objects)]
}

function invalid(object) {
  const [Kind] = KINDS[name(object)]
  try {
    new Kind(object).validate()
    return []
  } catch (error) {
    return [`${object.kind} ${object.metadata?.name}: ${error.message}`]
  }
}

/** One program in which each object is a literal of its kind's type: a field that the type does not have is an error. */
function unknownFields(objects) {
  const kinds = [...new Set(objects.map(name))]
  const imports = kinds.map((kind) => `import type { I${kind.split(' ')[1]} } from '${KINDS[kind][1]}/${kind.split(' ')[1]}'`)
  const literals = objects.map((object, i) => `export const object${i}: I${object.kind} = ${JSON.stringify(object)}`)
  const folder = mkdtempSync(join(import.meta.dirname, 'types-'))
  try {
    writeFileSync(join(folder, 'objects.ts'), [...imports, ...literals].join('\n'))
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022']
    const compiler = join(import.meta.dirname, 'node_modules/typescript/bin/tsc')
    execFileSync(process.execPath, [compiler, ...options, join(folder, 'objects.ts')], { stdio: 'pipe' })
    return []
  } catch (error) {
    return [`${error.stdout}`.trim()]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
