// What no linter asks of the workflows: actions of others pinned to a commit, rights told by each job, scripts of steps among this
// repository's.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.github/workflows')
const problems = []
const scripts = new Set()

for (const file of readdirSync(folder).filter((name) => /\.ya?ml$/.test(name))) {
  const text = readFileSync(join(folder, file), 'utf8')
  const say = (problem) => problems.push(`${file}: ${problem}`)
  const workflow = parse(text)
  if (JSON.stringify(workflow.permissions) !== '{}') say('rights belong to jobs: the workflow itself must have `permissions: {}`')
  if (!workflow.concurrency) say('needs a concurrency group')
  for (const [name, job] of Object.entries(workflow.jobs)) {
    if (!job.permissions) say(`job ${name} does not say its rights`)
    if (job.steps && !job['timeout-minutes']) say(`job ${name} has no time limit`)
    for (const step of job.steps ?? []) check(step, (problem) => say(`job ${name}: ${problem}`))
  }
}

function check(step, say) {
  if (step.uses && !/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/.test(step.uses)) say(`${step.uses} is not pinned to a commit`)
  if (!step.run) return
  if (step.run.trim().includes('\n')) say('a step of several lines belongs into a script of deploy/scripts, where it can be tried')
  for (const [script] of step.run.matchAll(/deploy\/[\w/.-]+\.sh/g)) {
    scripts.add(script)
    const found = statSync(join(root, script), { throwIfNoEntry: false })
    if (!found || (found.mode & 0o111) === 0) say(`${script} is not there, or cannot be run`)
  }
}

problems.forEach((problem) => console.error(problem))
console.log(`${scripts.size} scripts of steps; ${problems.length} problems`)
process.exit(problems.length === 0 ? 0 : 1)
