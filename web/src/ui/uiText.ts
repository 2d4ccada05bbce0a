/** Links that several features offer, worded once. */
export const links = {
  recommendations: 'See recommendations',
  rate: 'Rate some movies',
} as const

/** Every word of the shared parts that a visitor reads, apart from those in the other text modules of this folder. */
export const text = {
  errors: {
    unreachable: 'We lost the projector',
    not_ready: 'The models are warming up',
    busy: 'The house is full',
    refused: 'That did not work',
    failed: 'Something broke on our side',
  },
  retry: 'Try again',
  retriesItself: 'This page keeps trying by itself.',
  notRated: 'not rated',
  switchTheme: { light: 'Switch to the light theme', dark: 'Switch to the dark theme' },
} as const
