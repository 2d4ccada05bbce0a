// Compares what the chart renders with what kustomize renders: the same objects, but for what Helm needs otherwise.
// usage: node chart-check.mjs CHART OVERLAY    both rendered
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { parseAllDocuments } from 'yaml'

const key = ({ kind, metadata }) => `${kind} ${metadata.name}`

/** The objects by kind and name, without the differences that are meant: settings carry a hash in their name or beside the pod. */
function read(file) {
  const text = readFileSync(file, 'utf8').replace(/\bsettings-[a-z0-9]{10}\b/g, 'settings')
  const objects = parseAllDocuments(text).map((document) => document.toJS()).filter(Boolean)
  for (const { spec } of objects) {
    const pod = spec?.jobTemplate?.spec.template ?? spec?.template
    if (pod?.metadata?.annotations === undefined) continue
    delete pod.metadata.annotations['checksum/settings']
    if (Object.keys(pod.metadata.annotations).length === 0) delete pod.metadata.annotations
  }
  for (const { metadata } of objects) metadata.namespace ??= 'cinephile'
  return new Map(objects.map((object) => [key(object), object]))
}

const [chart, overlay] = process.argv.slice(2).map(read)
const problems = []
for (const name of new Set([...chart.keys(), ...overlay.keys()])) {
  if (!overlay.has(name)) problems.push(`${name} is in the chart alone`)
  else if (!chart.has(name)) problems.push(`${name} is in the overlay alone`)
  else if (!isDeepStrictEqual(chart.get(name), overlay.get(name))) problems.push(`${name} differs: ${JSON.stringify(chart.get(name))} is not ${JSON.stringify(overlay.get(name))}`)
}
problems.forEach((problem) => console.error(problem))
console.log(`the chart renders ${chart.size} objects; ${problems.length} differ from the overlay`)
process.exit(problems.length === 0 ? 0 : 1)
