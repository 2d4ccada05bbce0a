// Makes the Helm chart from the rendered manifests, so that a cluster gets the same objects whichever way they come: what can be
// set becomes a value, whose default is what the production overlay says. `cargo xtask chart` runs it.
// usage: node chart.mjs FOLDER PRODUCTION LOCAL    the chart's folder; both overlays as kustomize renders them
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments, stringify } from 'yaml'

const [folder, production, local] = process.argv.slice(2)
const read = (file) => parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS()).filter(Boolean)
/** The object of that name; kustomize adds a hash to the names of settings. */
const named = (objects, kind, name) => {
  const isNamed = ({ metadata }) => metadata.name === name || (kind === 'ConfigMap' && metadata.name.replace(/-[a-z0-9]{10}$/, '') === name)
  const found = objects.find((object) => object.kind === kind && isNamed(object))
  if (!found) throw new Error(`the overlay has no ${kind} ${name}`)
  return found
}

const objects = read(production)
// The other way in, which only the local overlay uses.
const balanced = read(local)
objects.push(named(balanced, 'Service', 'public'), named(balanced, 'NetworkPolicy', 'from-anywhere'))

/** Which value switches an object on; all others are always there. */
const switches = {
  'Ingress/cinephile': 'ingress.enabled',
  'NetworkPolicy/acme-solver': 'ingress.enabled',
  'NetworkPolicy/from-ingress': 'ingress.enabled',
  'Service/public': 'loadBalancer.enabled',
  'NetworkPolicy/from-anywhere': 'loadBalancer.enabled',
  'PrometheusRule/cinephile': 'monitoring.enabled',
  'ServiceMonitor/cinephile': 'monitoring.enabled',
  'NetworkPolicy/from-prometheus': 'monitoring.enabled',
  'ConfigMap/grafana-dashboard-cinephile': 'monitoring.enabled',
}

const pick = (kind, name) => named(objects, kind, name)
const podOf = ({ spec }) => spec.jobTemplate?.spec.template ?? spec.template
const deployment = pick('Deployment', 'cinephile')
const refit = pick('CronJob', 'refit')
const settings = pick('ConfigMap', 'settings')
const volume = pick('PersistentVolumeClaim', 'shared')
const autoscaler = pick('HorizontalPodAutoscaler', 'cinephile')
const ingress = pick('Ingress', 'cinephile')
const account = pick('ServiceAccount', 'cinephile')
const database = pick('NetworkPolicy', 'to-database')
const server = podOf(deployment).spec.containers[0]
const fit = podOf(refit).spec.containers[0]
const sync = podOf(deployment).spec.initContainers[0]
const controller = (policy) => pick('NetworkPolicy', policy).spec.ingress[0].from[0].namespaceSelector.matchLabels
const byName = 'kubernetes.io/metadata.name'

// What can be set, with the overlay's own values. A comment stands before each.
const [repository, tag] = server.image.split(/:(?=[^:/]+$)/)
const values = [
  ['image', { repository, tag, digest: '' }, 'The image. A digest (sha256:...) counts before a tag; a tag may mean another image tomorrow.'],
  ['imagePullSecrets', account.imagePullSecrets, "Secrets with which nodes fetch the image from a private registry."],
  ['settings', settings.data, 'What is not secret, as variables: `cinephile serve --help` describes each. Values are texts; a change restarts the pods.'],
  ['resources', { server: server.resources, fit: fit.resources, sync: sync.resources }, 'docs/DEPLOY.md, "How large", says what other data needs.'],
  ['autoscaler', { minReplicas: autoscaler.spec.minReplicas, maxReplicas: autoscaler.spec.maxReplicas }, 'How many servers.'],
  ['volume', { storageClassName: volume.spec.storageClassName, accessModes: volume.spec.accessModes, size: volume.spec.resources.requests.storage }, 'The volume of ratings and models, which all pods share.'],
  ['refit', { schedule: refit.spec.schedule, timeZone: refit.spec.timeZone }, 'When the models learn anew.'],
  ['database', { networks: database.spec.egress[0].to.map(({ ipBlock }) => ipBlock.cidr) }, "Networks in which PostgreSQL is; servers and refits may reach port 5432 there."],
  ['ingress', { enabled: true, className: ingress.spec.ingressClassName, host: ingress.spec.rules[0].host, annotations: ingress.metadata.annotations, tlsSecret: ingress.spec.tls[0].secretName, controllerNamespace: controller('from-ingress')[byName] }, 'The way in through an Ingress controller.'],
  ['loadBalancer', { enabled: false, sourceRanges: pick('Service', 'public').spec.loadBalancerSourceRanges }, 'The way in without an Ingress controller.'],
  ['monitoring', { enabled: true, prometheusNamespace: controller('from-prometheus')[byName] }, 'For the Prometheus Operator, and a Grafana that reads dashboards from ConfigMaps.'],
]

/** A place that Helm fills: with a value as it is, or with a whole block of values. */
const inline = (expression) => `@@${expression}@@`
const block = (expression) => `@@@${expression}@@@`

for (const pod of [podOf(deployment), podOf(refit)]) {
  pod.metadata.annotations = { ...pod.metadata.annotations, 'checksum/settings': inline('toJson .Values.settings | sha256sum') }
  for (const container of [...pod.spec.initContainers, ...pod.spec.containers]) {
    container.image = inline('include "cinephile.image" .')
    for (const { configMapRef } of container.envFrom) if (configMapRef) configMapRef.name = 'settings'
  }
  pod.spec.initContainers[0].resources = block('.Values.resources.sync')
}
server.resources = block('.Values.resources.server')
fit.resources = block('.Values.resources.fit')
account.imagePullSecrets = block('.Values.imagePullSecrets')
settings.metadata.name = 'settings'
settings.data = block('.Values.settings')
autoscaler.spec.minReplicas = inline('.Values.autoscaler.minReplicas')
autoscaler.spec.maxReplicas = inline('.Values.autoscaler.maxReplicas')
volume.spec.storageClassName = inline('.Values.volume.storageClassName | quote')
volume.spec.accessModes = block('.Values.volume.accessModes')
volume.spec.resources.requests.storage = inline('.Values.volume.size')
refit.spec.schedule = inline('.Values.refit.schedule | quote')
refit.spec.timeZone = inline('.Values.refit.timeZone | quote')
database.spec.egress[0].to = block('include "cinephile.databaseNetworks" . | fromYamlArray')
ingress.metadata.annotations = block('.Values.ingress.annotations')
ingress.spec.ingressClassName = inline('.Values.ingress.className | quote')
ingress.spec.rules[0].host = inline('.Values.ingress.host | quote')
ingress.spec.tls[0] = { hosts: [inline('.Values.ingress.host | quote')], secretName: inline('.Values.ingress.tlsSecret | quote') }
for (const policy of ['from-ingress', 'acme-solver']) controller(policy)[byName] = inline('.Values.ingress.controllerNamespace | quote')
controller('from-prometheus')[byName] = inline('.Values.monitoring.prometheusNamespace | quote')
pick('Service', 'public').spec.loadBalancerSourceRanges = block('.Values.loadBalancer.sourceRanges')
pick('ServiceMonitor', 'cinephile').spec.namespaceSelector.matchNames = [inline('.Release.Namespace')]

/** An object as a template: what it holds of the template language is kept as text, then the places are opened. */
function template(object) {
  object.metadata.namespace = inline('.Release.Namespace')
  const text = stringify(object, { lineWidth: 0 }).replace(/\{\{|\}\}/g, (braces) => `{{ "${braces}" }}`)
  const opened = text
    .replace(/^( *(?:- )*)([\w./-]+): ["']?@@@(.+?)@@@["']?$/gm, (_, before, key, expression) => `${before}${key}: {{- toYaml (${expression}) | nindent ${before.length + 2} }}`)
    .replace(/["']?@@(.+?)@@["']?/g, (_, expression) => `{{ ${expression.replaceAll('\\"', '"')} }}`)
  const condition = switches[`${object.kind}/${object.metadata.name}`]
  return condition === undefined ? opened : `{{- if .Values.${condition} }}\n${opened}{{- end }}\n`
}

/** The schema of a value: every name that is not there is refused, so that no value is ignored in silence. */
const free = new Set(['settings', 'annotations', 'limits', 'requests'])
function schema(value, name) {
  if (Array.isArray(value)) return { type: 'array', items: value.length > 0 && typeof value[0] === 'object' ? { type: 'object' } : { type: 'string' } }
  if (value === null || typeof value !== 'object') return { type: typeof value === 'number' ? 'integer' : typeof value }
  const properties = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, schema(inner, key)]))
  if (!free.has(name)) return { type: 'object', properties, additionalProperties: false }
  return { type: 'object', additionalProperties: { type: name === 'settings' ? 'string' : ['string', 'number'] } }
}

const version = /^version = "(.+)"$/m.exec(readFileSync(join(import.meta.dirname, '../../Cargo.toml'), 'utf8'))[1]
const made = '# Made from deploy/k8s by `cargo xtask chart`; change it there.\n'
const files = {
  'Chart.yaml': `${made}apiVersion: v2\nname: cinephile\ndescription: "A movie recommender: page, API and models"\ntype: application\nversion: ${version}\nappVersion: ${version}\nkubeVersion: ">=1.31.0-0"\n`,
  'values.yaml': made + values.map(([name, value, comment]) => `\n# ${comment}\n${stringify({ [name]: value }, { lineWidth: 0 })}`).join(''),
  'values.schema.json': `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...schema(Object.fromEntries(values), 'values'), properties: { ...Object.fromEntries(values.map(([name, value]) => [name, schema(value, name)])), global: { type: 'object' } } }, null, 2)}\n`,
  'templates/_helpers.tpl': `{{- define "cinephile.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ required "image.digest or image.tag must name the image" .Values.image.tag }}
{{- end -}}
{{- end -}}
{{- define "cinephile.databaseNetworks" -}}
{{- range .Values.database.networks }}
- ipBlock:
    cidr: {{ . | quote }}
{{- end }}
{{- end -}}
`,
  'templates/NOTES.txt': `Servers are ready once models are published. The nightly refit publishes; start the first one now:

  kubectl --namespace {{ .Release.Namespace }} create job refit-first --from cronjob/refit

The secrets \`cinephile\` and \`cinephile-s3\` are yours to make (docs/DEPLOY.md, "Create the secrets").
`,
}
for (const object of objects) {
  const name = `${object.kind}-${object.metadata.name}`.toLowerCase().replace('configmap-settings', 'settings')
  files[`templates/${name}.yaml`] = template(object)
}
rmSync(folder, { recursive: true, force: true })
mkdirSync(join(folder, 'templates'), { recursive: true })
for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
console.log(`${Object.keys(files).length} files of the chart`)
