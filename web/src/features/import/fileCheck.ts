import { limits } from '@/api/queries'

const megabytes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** Kinds that nobody's ratings come in, by the end of their names. */
const PICTURES = /\.(jpe?g|png|gif|webp|heic|pdf|mp4|mov|docx?)$/i

/** What stands against reading a file, known before it is sent; `null` when nothing does. */
export function fileComplaint({ name, size }: Pick<File, 'name' | 'size'>): string | null {
  if (size === 0) return `“${name}” is empty. Download it once more, or choose another file.`
  if (/\.zip$/i.test(name)) {
    return `“${name}” is a zip. Unpack it first, then choose the file in it that is called ratings.`
  }
  if (/\.(xlsx?|ods|numbers)$/i.test(name)) {
    return `“${name}” is a spreadsheet. Save it as CSV, then choose that file.`
  }
  if (PICTURES.test(name)) return `“${name}” holds no ratings. Choose a CSV or JSON file.`
  if (size > limits.importBytes) {
    const is = megabytes.format(size / 1024 / 1024)
    return `“${name}” has ${is} MB; at most ${limits.importBytes / 1024 / 1024} MB can be read. The file with your own ratings alone is much smaller.`
  }
  return null
}
