// Shows openapi.json: every call with what it takes and gives, and a form to try it.
// All text goes in as text, never as markup.

const METHODS = ['get', 'post', 'put', 'delete']
const calls = document.getElementById('calls')

/** An element with attributes and children; strings become text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children.filter((child) => child !== null))
  return element
}

/** What a `$ref` stands for. */
function resolve(document, schema) {
  const path = schema?.$ref?.split('/').slice(1)
  return path ? path.reduce((at, name) => at?.[name], document) : schema
}

/** A type in a few words, such as `Movie[]` or `integer | null`. */
function describeType(schema) {
  if (!schema) return ''
  if (schema.$ref) return schema.$ref.split('/').at(-1)
  if (schema.oneOf || schema.anyOf) return (schema.oneOf ?? schema.anyOf).map(describeType).join(' | ')
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.type === 'array') return `${describeType(schema.items)}[]`
  return [schema.type ?? 'any'].flat().join(' | ')
}

/** The range that a schema gives. */
function describeRange(schema = {}) {
  const said = {
    minimum: 'from', maximum: 'to', multipleOf: 'in steps of', minItems: 'at least', maxItems: 'at most',
    maxLength: 'characters at most', pattern: 'pattern', default: 'default',
  }
  const parts = Object.entries(said).filter(([name]) => schema[name] !== undefined)
  return parts.map(([name, words]) => `${words} ${schema[name]}`).join(', ')
}

/** An example of a schema: its own, or one that is made of its fields'. */
function exampleOf(document, schema, depth = 0) {
  const whole = resolve(document, schema)
  if (!whole || depth > 6) return null
  if (whole.example !== undefined) return whole.example
  const variant = (whole.oneOf ?? whole.anyOf ?? whole.allOf)?.find((one) => one.type !== 'null')
  if (variant) return exampleOf(document, variant, depth + 1)
  if (whole.enum) return whole.enum[0]
  if (whole.properties) {
    const fields = Object.entries(whole.properties)
    return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(document, field, depth + 1)]))
  }
  if (whole.items) return [exampleOf(document, whole.items, depth + 1)]
  return { string: 'text', integer: 1, number: 1, boolean: true }[[whole.type].flat()[0]] ?? null
}

function pretty(value) {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}

/** The fields of an object, each with type, range and meaning. */
function showFields(document, schema) {
  const whole = resolve(document, schema)
  if (!whole?.properties) return null
  const rows = Object.entries(whole.properties).map(([name, field]) => {
    const required = whole.required?.includes(name) ? '' : 'may be left out'
    const range = [describeType(field), describeRange(field), required].filter(Boolean).join(', ')
    return make('tr', {}, make('th', {}, make('code', {}, name)), make('td', {}, range), make('td', {}, field.description ?? ''))
  })
  return make('table', {}, ...rows)
}

function showParameters(parameters) {
  if (!parameters?.length) return null
  const rows = parameters.map(({ name, in: place, required, schema, description }) => {
    const range = [describeType(schema), describeRange(schema), required ? '' : 'may be left out'].filter(Boolean).join(', ')
    return make('tr', {}, make('th', {}, make('code', {}, name)), make('td', {}, place), make('td', {}, range), make('td', {}, description ?? ''))
  })
  return make('section', {}, make('h3', {}, 'Parameters'), make('table', {}, ...rows))
}

function showBody(document, body) {
  const [type, content] = Object.entries(body?.content ?? {})[0] ?? []
  if (!type) return null
  return make('section', {}, make('h3', {}, `Body (${type})`), showFields(document, content.schema))
}

function showResponses(document, responses) {
  const rows = Object.entries(responses).map(([status, response]) => {
    const [type, content] = Object.entries(response.content ?? {})[0] ?? []
    const example = type?.includes('json') ? (content.example ?? exampleOf(document, content.schema)) : null
    const shown = example === null ? '' : make('details', {}, make('summary', {}, describeType(content.schema)), make('pre', {}, pretty(example)))
    return make('tr', {}, make('th', {}, status), make('td', {}, response.description ?? '', shown))
  })
  return make('section', {}, make('h3', {}, 'Answers'), make('table', {}, ...rows))
}

/** A form that sends the call and shows what comes back. */
function showForm(document, method, path, operation) {
  const fields = (operation.parameters ?? []).map((parameter) => {
    const example = parameter.in === 'path' ? (parameter.example ?? parameter.schema?.example ?? '') : ''
    const input = make('input', { name: parameter.name, value: String(example) })
    return { parameter, input }
  })
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const body = type ? make('textarea', { rows: '8', 'aria-label': 'Body', spellcheck: 'false' }) : null
  if (body) body.value = pretty(content.example ?? exampleOf(document, content.schema))
  const answer = make('pre', { hidden: '', tabindex: '0' })
  const form = make(
    'form', {}, make('h3', {}, 'Try it'),
    ...fields.map(({ parameter, input }) => make('p', {}, make('label', {}, `${parameter.name} `, input))),
    body, make('button', {}, 'Send'), answer,
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    answer.hidden = false
    answer.textContent = '…'
    answer.textContent = await send(method, path, fields, type, body?.value)
  })
  return form
}

async function send(method, path, fields, type, body) {
  const filled = fields.map(({ parameter, input }) => [parameter, input.value]).filter(([, value]) => value !== '')
  const inPlace = (place) => filled.filter(([parameter]) => parameter.in === place)
  const address = inPlace('path').reduce((at, [{ name }, value]) => at.replace(`{${name}}`, encodeURIComponent(value)), path)
  const query = new URLSearchParams(inPlace('query').map(([{ name }, value]) => [name, value])).toString()
  const headers = new Headers(inPlace('header').map(([{ name }, value]) => [name, value]))
  const token = document.getElementById('token').value
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (type) headers.set('content-type', type)
  try {
    const response = await fetch(query ? `${address}?${query}` : address, { method: method.toUpperCase(), headers, body })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return `${response.status} ${response.statusText}\n\n${isJson && text ? pretty(JSON.parse(text)) : text}`
  } catch (error) {
    return `No answer: ${error.message}`
  }
}

function showCall(document, method, path, operation) {
  const summary = make(
    'summary', {}, make('span', { class: `method ${method}` }, method.toUpperCase()),
    make('span', { class: 'path' }, path), make('span', { class: 'said' }, operation.summary ?? ''),
  )
  const call = make('details', { id: operation.operationId, 'data-text': `${method} ${path} ${operation.summary}`.toLowerCase() }, summary)
  // What is inside is made when it is looked at first.
  call.addEventListener('toggle', () => {
    if (!call.open || call.childElementCount > 1) return
    const parts = [
      operation.description ? make('p', {}, operation.description) : null,
      showParameters(operation.parameters), showBody(document, operation.requestBody),
      showResponses(document, operation.responses), showForm(document, method, path, operation),
    ]
    call.append(...parts.filter((part) => part !== null))
  })
  return call
}

function show(document_) {
  const { info, tags, paths } = document_
  document.getElementById('about').replaceChildren(info.description, ' ', make('a', { href: '/api/openapi.json' }, 'openapi.json'))
  const all = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ method, path, operation: item[method] })),
  )
  const sections = tags.map(({ name, description }) => {
    const own = all.filter(({ operation }) => operation.tags?.includes(name))
    const shown = own.map(({ method, path, operation }) => showCall(document_, method, path, operation))
    return make('section', {}, make('h2', {}, name), make('p', {}, description ?? ''), ...shown)
  })
  calls.replaceChildren(...sections)
  const linked = document.getElementById(location.hash.slice(1))
  if (linked) {
    linked.open = true
    linked.scrollIntoView()
  }
}

document.getElementById('find').addEventListener('input', ({ target }) => {
  const words = target.value.toLowerCase().split(/\s+/)
  for (const call of calls.querySelectorAll('[data-text]')) {
    call.hidden = !words.every((word) => call.dataset.text.includes(word))
  }
})

try {
  const response = await fetch('/api/openapi.json')
  show(await response.json())
} catch (error) {
  document.getElementById('about').textContent = `openapi.json could not be read: ${error.message}`
}
