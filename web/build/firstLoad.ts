import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Most bytes of script that the first page may load, compressed. */
const LIMIT_BYTES = 160 * 1000

/** The parts of a built file that are used here: a chunk's own name and the chunks that it imports. */
export type BuiltFile = {
  type: string
  isEntry?: boolean
  isDynamicEntry?: boolean
  name?: string | undefined
  imports?: string[]
}
export type Bundle = Record<string, BuiltFile>

/** What the first page loads right after it is drawn. */
const LOADED_UNASKED = ['search']

/** The scripts that a browser loads before anything is clicked: entries and all that they import, however far. */
export function firstScripts(bundle: Bundle, unasked: readonly string[] = LOADED_UNASKED): string[] {
  return scriptsFrom(bundle, ({ isEntry, name = '' }) => isEntry === true || unasked.includes(name))
}

/** Every file except those that only pages of these names load, such as charts, which are of no use without the server's data. */
export function shellScripts(bundle: Bundle, without: readonly string[]): string[] {
  const isKept = ({ isEntry, isDynamicEntry, name = '' }: BuiltFile) =>
    isEntry === true || (isDynamicEntry === true && !without.includes(name))
  return scriptsFrom(bundle, isKept)
}

function scriptsFrom(bundle: Bundle, isStart: (file: BuiltFile) => boolean): string[] {
  const found = new Set<string>()
  const visit = (name: string) => {
    const file = bundle[name]
    if (file?.type !== 'chunk' || found.has(name)) return
    found.add(name)
    for (const imported of file.imports ?? []) visit(imported)
  }
  for (const [name, file] of Object.entries(bundle)) if (isStart(file)) visit(name)
  return [...found].toSorted()
}

/** How many bytes these files are in transfer. */
export function gzipBytes(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + gzipSync(text, { level: 6 }).length, 0)
}

/** Reports how much script the first page loads, and fails the build if that is too much. */
export function firstLoadLimit(): Plugin {
  return {
    name: 'first-load-limit',
    apply: 'build',
    generateBundle(_, bundle) {
      const scripts = firstScripts(bundle)
      const texts = scripts.flatMap((name) => {
        const file = bundle[name]
        return file?.type === 'chunk' ? [file.code] : []
      })
      const bytes = gzipBytes([...texts, readFileSync('public/early.js', 'utf8')])
      const size = `${(bytes / 1000).toFixed(1)} kB of scripts compressed, in ${scripts.length + 1} files`
      if (bytes > LIMIT_BYTES) {
        this.error(`the first page loads ${size}; at most ${LIMIT_BYTES / 1000} kB are allowed: load what it does not show when it is opened`)
      }
      console.log(`the first page loads ${size} (limit ${LIMIT_BYTES / 1000} kB)`)
    },
  }
}
