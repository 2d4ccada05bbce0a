// A Secret's manifest, as `podman secret create` takes it for pods. usage: node secret.mjs PODMAN-VERSION NAME KEY=VALUE...
const [version, name, ...pairs] = process.argv.slice(2)
// Podman 4.3 mounts the values as they stand, and does not undo base64 as Kubernetes and later versions do.
const [major, minor] = version.split('.').map(Number)
const encoding = major < 4 || (major === 4 && minor <= 3) ? 'utf8' : 'base64'
const value = (pair) => Buffer.from(pair.slice(pair.indexOf('=') + 1)).toString(encoding)
const data = Object.fromEntries(pairs.map((pair) => [pair.split('=')[0], value(pair)]))
console.log(JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, type: 'Opaque', data }))
