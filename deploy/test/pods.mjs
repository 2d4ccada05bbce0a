// From rendered manifests to what `podman play kube` runs: one workload's pod with its volume and settings, as they are. What it
// changes is only what one machine cannot have, or the engine does not know: a single replica, the image's name, the port outside,
// where object storage is, `$(VARIABLE)` in words, plain names of secrets, and who owns a new volume.
// usage: node pods.mjs RENDERED KIND NAME IMAGE PORT new|kept [VARIABLE=VALUE...]    `kept`: the volume is there already
import { readFileSync } from 'node:fs'
import { parseAllDocuments, stringify } from 'yaml'

const [file, kind, name, image, port, volume, ...variables] = process.argv.slice(2)
const objects = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS()).filter(Boolean)
const found = (wanted, called) => {
  const object = objects.find((object) => object.kind === wanted && object.metadata.name === called)
  if (!object) throw new Error(`${file} has no ${wanted} ${called}`)
  return object
}

/** Without the hash of what is in it. */
function plain(name) {
  return name.replace(/-[a-z0-9]{10}$/, '')
}

// What an init container said is asked for afterwards; the engine would remove it.
const KEEP_INIT = { 'io.podman.annotations.init.container.type': 'always' }

const workload = found(kind, name)
const template = workload.spec.jobTemplate?.spec.template ?? workload.spec.template
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: template.metadata.labels, annotations: KEEP_INIT }, spec: template.spec }
// By the default, `Always`, the engine starts an init container again when it is done.
pod.spec.restartPolicy = 'Never'
const settings = new Map(objects.filter((object) => object.kind === 'ConfigMap').map((object) => [object.metadata.name, object]))

const used = new Map()
for (const container of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
  container.image = image
  for (const { configMapRef } of container.envFrom ?? []) used.set(configMapRef.name, settings.get(configMapRef.name))
}
for (const config of used.values()) {
  for (const variable of variables) {
    const [key, ...value] = variable.split('=')
    config.data[key] = value.join('=')
  }
}

// The engine stumbles over a default that is left out.
for (const { secret } of pod.spec.volumes ?? []) if (secret) Object.assign(secret, { optional: false, secretName: plain(secret.secretName) })

/** Kubernetes puts variables into words by itself. */
const data = Object.assign({}, ...[...used.values()].map((config) => config.data))
for (const container of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
  container.args = container.args?.map((word) => word.replace(/\$\(([A-Z_]+)\)/g, (_, key) => data[key]))
  // What may be missing is missing here: the engine would not start without it.
  container.env = container.env?.filter(({ valueFrom }) => !valueFrom?.secretKeyRef?.optional)
  for (const open of container.ports ?? []) open.hostPort = Number(port)
}

const claims = (pod.spec.volumes ?? []).map((volume) => volume.persistentVolumeClaim?.claimName).filter(Boolean)
const volumes = volume === 'kept' ? [] : claims.map((claim) => found('PersistentVolumeClaim', claim))
// What `fsGroup` does in a cluster: a new volume can be written to by the pod's group.
for (const claim of volumes) claim.metadata.annotations = { 'volume.podman.io/uid': '65532', 'volume.podman.io/gid': '65532' }

console.log([...used.values(), ...volumes, pod].map((object) => stringify({ ...object, metadata: { ...object.metadata, namespace: undefined } })).join('---\n'))
