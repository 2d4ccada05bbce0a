import { limits } from '@/api/queries'
import { text } from './importText'

const megabytes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** Kinds of files that hold no ratings, by the end of their names. */
const PICTURES = /\.(jpe?g|png|gif|webp|heic|pdf|mp4|mov|docx?)$/i

type Complained = Pick<File, 'name' | 'size'>

/** Why a file cannot be read, as far as that is known before it is sent; `null` if it may be readable. */
export function fileComplaint({ name, size }: Complained): string | null {
  if (size === 0) return text.empty(name)
  if (/\.(xlsx?|ods|numbers)$/i.test(name)) return text.spreadsheet(name)
  if (PICTURES.test(name)) return text.picture(name)
  return sizeComplaint(name, size)
}

/** As `fileComplaint`, of files that are sent together. One that holds no ratings does not keep the others from being read. */
export function filesComplaint(files: readonly [Complained, ...Complained[]]): string | null {
  const [file, ...others] = files
  if (others.length === 0) return fileComplaint(file)
  return sizeComplaint(text.named(files.map(({ name }) => name)), files.reduce((sum, { size }) => sum + size, 0))
}

function sizeComplaint(name: string, size: number): string | null {
  if (size <= limits.importBytes) return null
  return text.tooBig(name, megabytes.format(size / 1024 / 1024), limits.importBytes / 1024 / 1024)
}
