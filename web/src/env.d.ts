interface ImportMetaEnv {
  /** Origin of the API when the page is hosted elsewhere; empty for the same origin. */
  readonly VITE_API_BASE_URL?: string
}

interface ImportMeta {
  readonly env: ImportMetaEnv
}
