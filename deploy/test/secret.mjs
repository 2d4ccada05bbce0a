// A Secret's manifest, as `podman secret create` takes it for pods. usage: node secret.mjs NAME KEY=VALUE...
const [name, ...pairs] = process.argv.slice(2)
const data = Object.fromEntries(pairs.map((pair) => [pair.split('=')[0], Buffer.from(pair.slice(pair.indexOf('=') + 1)).toString('base64')]))
console.log(JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, type: 'Opaque', data }))
