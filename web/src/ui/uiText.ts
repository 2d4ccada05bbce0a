/** Every word of the shared parts that a visitor reads, but for those in the modules of their own beside it. */
export const text = {
  errors: {
    unreachable: 'We lost the projector',
    not_ready: 'The models are warming up',
    refused: 'That did not work',
    failed: 'Something broke on our side',
  },
  retry: 'Try again',
  retriesItself: 'This page keeps trying by itself.',
  notRated: 'not rated',
  switchTheme: { light: 'Switch to the light theme', dark: 'Switch to the dark theme' },
} as const
