// What no schema says of rendered manifests: that names lead somewhere, that every pod is restricted, that settings are ones that the
// program knows. Custom resources are checked here, too; all others are written to a file for `kubernetes-validate --strict`, rules to one
// for promtool.
// usage: node manifests.mjs OUT RENDERED...    one rendered folder a file
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseAllDocuments, stringify } from 'yaml'
import { findings, isCustom } from './custom-resources.mjs'

const root = join(import.meta.dirname, '../..')
const read = (file) => parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS()).filter(Boolean)

/** Names of secrets and their keys that people or a secret manager make: they are in no rendered file. */
const template = read(join(root, 'deploy/k8s/secrets.template.yaml'))

/** Every variable that the program reads, from the one place where each is declared. */
const variables = new Set(['DATA_SOURCE'])
// Standard ones, which the library for object storage reads.
for (const name of ['REGION', 'ENDPOINT_URL', 'ALLOW_HTTP', 'ACCESS_KEY_ID_FILE', 'SECRET_ACCESS_KEY_FILE']) variables.add(`AWS_${name}`)
for (const file of readdirSync(join(root, 'crates'), { recursive: true })) {
  if (!file.endsWith('.rs')) continue
  for (const [name] of readFileSync(join(root, 'crates', file), 'utf8').matchAll(/\b(CINEPHILE|OMDB|OTEL)_[A-Z0-9_]+\b/g)) variables.add(name)
}

const [out, ...files] = process.argv.slice(2)
const problems = []
for (const file of files) {
  const objects = read(file)
  const say = (text) => problems.push(`${basename(file, '.yaml')}: ${text}`)
  findings(objects.filter(isCustom)).forEach(say)
  new Check(objects, say).all()
  for (const { metadata, spec } of objects.filter((object) => object.kind === 'PrometheusRule')) writeFileSync(join(out, `rules-${metadata.name}.yaml`), stringify(spec))
  writeFileSync(join(out, `core-${basename(file)}`), objects.filter((o) => !isCustom(o)).map((o) => stringify(o)).join('---\n'))
}
problems.forEach((problem) => console.error(problem))
console.log(`${files.length} rendered folders, ${problems.length} problems`)
process.exit(problems.length === 0 ? 0 : 1)

function Check(objects, say) {
  const named = (kind, name) => objects.find((object) => object.kind === kind && object.metadata.name === name)
  const matches = (selector, labels) => Object.entries(selector).every(([key, value]) => labels?.[key] === value)
  const workloads = objects
    .map((object) => [object, object.spec?.jobTemplate?.spec.template ?? object.spec?.template])
    .filter(([object, pod]) => pod?.spec?.containers !== undefined && ['Deployment', 'StatefulSet', 'CronJob', 'Job'].includes(object.kind))
  const podsOf = (selector) => workloads.filter(([, pod]) => matches(selector, pod.metadata?.labels))

  this.all = () => {
    for (const [object, pod] of workloads) this.pod(`${object.kind} ${object.metadata.name}`, object, pod)
    for (const object of objects) this.object(object)
    for (const object of objects.filter((object) => object.kind === 'ConfigMap')) this.settings(object)
  }

  this.pod = (where, object, pod) => {
    const spec = pod.spec
    if (spec.securityContext?.runAsNonRoot !== true || !(spec.securityContext.runAsUser > 0)) say(`${where}: must run as a user that is not root, by number`)
    if (spec.securityContext?.seccompProfile?.type !== 'RuntimeDefault') say(`${where}: needs seccompProfile RuntimeDefault`)
    if (spec.automountServiceAccountToken !== false) say(`${where}: must not get a token for Kubernetes`)
    if (spec.serviceAccountName && !named('ServiceAccount', spec.serviceAccountName)) say(`${where}: there is no ServiceAccount ${spec.serviceAccountName}`)
    const volumes = new Set([...(spec.volumes ?? []), ...(object.spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata)].map((volume) => volume.name))
    for (const volume of spec.volumes ?? []) this.volume(where, volume)
    for (const container of [...(spec.initContainers ?? []), ...spec.containers]) this.container(`${where}, ${container.name}`, container, volumes)
    if (object.kind === 'Deployment' && !spec.containers.every((container) => container.readinessProbe)) say(`${where}: needs a readiness probe`)
  }

  this.container = (where, container, volumes) => {
    const { securityContext: context = {}, resources = {} } = container
    if (context.allowPrivilegeEscalation !== false || context.readOnlyRootFilesystem !== true) say(`${where}: needs no privilege escalation, and a read-only root`)
    if (`${context.capabilities?.drop}` !== 'ALL' || context.capabilities.add !== undefined) say(`${where}: must drop all capabilities`)
    if (!resources.requests?.cpu || !resources.requests?.memory || !resources.limits?.memory) say(`${where}: needs requests and a memory limit`)
    if (!/(:[^:/]+|@sha256:[0-9a-f]{64})$/.test(container.image) || container.image.endsWith(':latest')) say(`${where}: image ${container.image} needs a tag other than latest, or a digest`)
    for (const mount of container.volumeMounts ?? []) if (!volumes.has(mount.name)) say(`${where}: there is no volume ${mount.name}`)
    const settings = {}
    for (const { configMapRef } of container.envFrom ?? []) Object.assign(settings, named('ConfigMap', configMapRef.name)?.data ?? say(`${where}: there is no ConfigMap ${configMapRef.name}`))
    for (const { name, value, valueFrom } of container.env ?? []) {
      settings[name] = value
      if (valueFrom?.secretKeyRef) this.secret(where, valueFrom.secretKeyRef.name, [valueFrom.secretKeyRef.key])
    }
    for (const [, name] of `${container.args ?? ''}`.matchAll(/\$\(([A-Z_]+)\)/g)) if (!(name in settings)) say(`${where}: $(${name}) is set nowhere`)
    const ports = new Set((container.ports ?? []).map((port) => port.name))
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      const port = container[probe]?.httpGet?.port ?? container[probe]?.tcpSocket?.port
      if (port !== undefined && !ports.has(port)) say(`${where}: ${probe} asks at an unknown port ${port}`)
    }
  }

  this.volume = (where, volume) => {
    const claim = volume.persistentVolumeClaim?.claimName
    if (claim && !named('PersistentVolumeClaim', claim)) say(`${where}: there is no PersistentVolumeClaim ${claim}`)
    if (volume.secret) this.secret(where, volume.secret.secretName, (volume.secret.items ?? []).map((item) => item.key))
  }

  this.secret = (where, name, keys) => {
    const secret = named('Secret', name) ?? template.find((object) => object.metadata.name === name)
    if (!secret) return say(`${where}: the Secret ${name} is neither generated nor in secrets.template.yaml`)
    for (const key of keys) {
      const optional = key === 'omdb-api-key'
      if (!optional && !(key in (secret.data ?? secret.stringData))) say(`${where}: the Secret ${name} has no key ${key}`)
    }
  }

  this.object = (object) => {
    const where = `${object.kind} ${object.metadata.name}`
    const { spec } = object
    if (object.kind === 'Service') {
      const pods = podsOf(spec.selector)
      if (pods.length === 0) say(`${where}: selects no pod`)
      const ports = pods.flatMap(([, pod]) => pod.spec.containers.flatMap((container) => container.ports ?? [])).map((port) => port.name)
      for (const port of spec.ports) if (!ports.includes(port.targetPort)) say(`${where}: no pod has a port ${port.targetPort}`)
    }
    if (object.kind === 'PodDisruptionBudget' && podsOf(spec.selector.matchLabels).length === 0) say(`${where}: selects no pod`)
    if (object.kind === 'HorizontalPodAutoscaler') {
      const target = named(spec.scaleTargetRef.kind, spec.scaleTargetRef.name)
      if (!target) say(`${where}: scales nothing`)
      if (target?.spec.replicas !== undefined) say(`${where}: ${target.kind} ${target.metadata.name} must leave the number of replicas to it`)
      if (spec.minReplicas < 2) say(`${where}: needs two replicas or more`)
    }
    if (object.kind === 'Ingress') {
      for (const { backend } of spec.rules.flatMap((rule) => rule.http.paths)) {
        const service = named('Service', backend.service.name)
        if (!service?.spec.ports.some((port) => port.name === backend.service.port.name)) say(`${where}: leads to no service ${backend.service.name}`)
      }
      if (!spec.tls?.length) say(`${where}: has no TLS`)
    }
    if (object.kind === 'ServiceMonitor' && !objects.some((o) => o.kind === 'Service' && matches(spec.selector.matchLabels, o.metadata.labels))) say(`${where}: finds no service`)
    if (object.kind === 'NetworkPolicy' && spec.podSelector.matchLabels && !spec.podSelector.matchLabels['acme.cert-manager.io/http01-solver'] && podsOf(spec.podSelector.matchLabels).length === 0) say(`${where}: selects no pod`)
  }

  this.settings = (object) => {
    for (const key of Object.keys(object.data ?? {}).filter((key) => /^[A-Z_]+$/.test(key))) {
      if (!variables.has(key)) say(`ConfigMap ${object.metadata.name}: the program reads no ${key}`)
    }
  }
}
