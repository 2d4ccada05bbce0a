/** What a visitor reads when a call failed and the API said nothing about why. */
export const text = {
  unreachable: 'No answer from the server. Your ratings are kept on this device.',
  failed: (status: number) => `The server answered with an error (status ${status}).`,
  unreadable: 'The server answered with something this page cannot read.',
} as const
