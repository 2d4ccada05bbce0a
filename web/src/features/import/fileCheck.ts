import { limits } from '@/api/queries'
import { text } from './importText'

const megabytes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** Kinds of files that hold no ratings, by the end of their names. */
const PICTURES = /\.(jpe?g|png|gif|webp|heic|pdf|mp4|mov|docx?)$/i

/** Why a file cannot be read, as far as that is known before it is sent; `null` if it may be readable. */
export function fileComplaint({ name, size }: Pick<File, 'name' | 'size'>): string | null {
  if (size === 0) return text.empty(name)
  if (/\.zip$/i.test(name)) return text.zip(name)
  if (/\.(xlsx?|ods|numbers)$/i.test(name)) return text.spreadsheet(name)
  if (PICTURES.test(name)) return text.picture(name)
  if (size > limits.importBytes) {
    const is = megabytes.format(size / 1024 / 1024)
    return text.tooBig(name, is, limits.importBytes / 1024 / 1024)
  }
  return null
}
