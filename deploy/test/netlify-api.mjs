// A stand-in for Netlify's API: as much of it as a deploy calls, strict where a deploy could go wrong (token, digests, missing
// files), with the deployed site written to a folder.
// usage: node netlify-api.mjs SITE-FOLDER    prints its port, then one line for each call
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'

const [folder] = process.argv.slice(2)
const token = process.env.NETLIFY_AUTH_TOKEN
const siteId = process.env.NETLIFY_SITE_ID
const site = { id: siteId, site_id: siteId, name: 'cinephile', account_slug: 'us', account_id: 'a1', ssl_url: 'https://cinephile.netlify.test', url: 'https://cinephile.netlify.test', admin_url: 'https://netlify.test/cinephile', default_domain: 'cinephile.netlify.test', build_settings: {}, processing_settings: {}, capabilities: {} }
const deploys = new Map()

createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const { pathname, search, searchParams } = new URL(request.url, 'http://localhost')
    const path = decodeURIComponent(pathname).replace(/^\/api\/v1/, '')
    const [status, answer] = handle(request, path, searchParams, Buffer.concat(chunks))
    console.log(`${status} ${request.method} ${path}${search}`)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
}).listen(0, '127.0.0.1', function listening() {
  console.log(`port ${this.address().port}`)
})

function handle(request, path, query, body) {
  if (request.headers.authorization !== `Bearer ${token}`) return [401, { code: 401, message: 'Access Denied' }]
  const call = `${request.method} ${path}`
  if (call === `GET /sites/${siteId}`) return [200, site]
  // The site is looked up by name, too, whatever it was called when it was asked for.
  if (call === 'GET /sites') return [200, [{ ...site, name: query.get('name') ?? site.name }]]
  if (call === 'GET /accounts') return [200, [{ id: 'a1', slug: 'us', name: 'us', default: true, capabilities: {} }]]
  if (call === 'GET /accounts/us/env') return [200, []]
  if (call === 'GET /user') return [200, { id: 'u1', email: 'us@netlify.test' }]
  if (call === `POST /sites/${siteId}/deploys`) return [200, openDeploy(JSON.parse(body.toString() || '{}'))]
  const [, , id, kind, ...file] = path.startsWith('/sites/') ? path.replace(`/sites/${siteId}`, '').split('/') : path.split('/')
  const deploy = deploys.get(id)
  if (!deploy) return [404, { code: 404, message: 'Not Found' }]
  if (request.method === 'PUT' && kind === 'files') return storeFile(deploy, file.join('/'), body)
  if (request.method === 'PUT' && kind === undefined) return [200, planDeploy(deploy, JSON.parse(body.toString()))]
  if (request.method === 'GET' && kind === undefined) return [200, stateOf(deploy)]
  return [404, { code: 404, message: 'Not Found' }]
}

function openDeploy(plan) {
  const deploy = { id: randomUUID().replaceAll('-', '').slice(0, 24), files: undefined, stored: new Map(), options: plan }
  deploys.set(deploy.id, deploy)
  return plan.files ? planDeploy(deploy, plan) : stateOf(deploy)
}

/** Which files there will be, by path, each with the SHA-1 that its bytes must have; asked for are the ones not here yet. */
function planDeploy(deploy, plan) {
  deploy.files = Object.fromEntries(Object.entries(plan.files).map(([path, digest]) => [path.replace(/^\//, ''), digest]))
  deploy.options = { ...deploy.options, ...plan }
  return stateOf(deploy)
}

function storeFile(deploy, path, body) {
  const digest = createHash('sha1').update(body).digest('hex')
  if (deploy.files?.[path] !== digest) return [422, { code: 422, message: `${path}: not among the files, or other bytes than were told` }]
  deploy.stored.set(digest, body)
  if (missing(deploy).length === 0) writeSite(deploy)
  return [200, { id: `/${path}`, sha: digest, size: body.length }]
}

const missing = (deploy) => [...new Set(Object.values(deploy.files ?? {}))].filter((digest) => !deploy.stored.has(digest))

function writeSite(deploy) {
  rmSync(folder, { recursive: true, force: true })
  for (const [path, digest] of Object.entries(deploy.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), deploy.stored.get(digest))
  }
}

function stateOf(deploy) {
  const required = missing(deploy)
  const state = deploy.files === undefined ? 'new' : required.length > 0 ? 'uploading' : 'ready'
  const address = `https://${deploy.id}--cinephile.netlify.test`
  return { id: deploy.id, deploy_id: deploy.id, site_id: siteId, name: 'cinephile', state, required, required_functions: [], required_edge_functions: [], summary: { status: state, messages: [] }, ssl_url: site.ssl_url, url: site.url, deploy_url: address, deploy_ssl_url: address, admin_url: site.admin_url, draft: deploy.options.draft ?? false, branch: deploy.options.branch }
}
