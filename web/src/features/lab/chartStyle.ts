/** How every chart looks: the page's own tokens, so that both themes work without script. */
export const TICK = { fill: 'var(--ink-soft)', fontSize: 13 } as const
export const AXIS_LINE = { stroke: 'var(--line-strong)' } as const
export const GRID = { stroke: 'var(--line)', strokeDasharray: '2 4' } as const
export const LABEL = { fill: 'var(--ink-soft)', fontSize: 13 } as const

/** The box beside the pointer, or beside the point that the arrow keys chose. */
export const TOOLTIP = {
  isAnimationActive: false,
  cursor: { stroke: 'var(--line-strong)', fill: 'color-mix(in srgb, var(--ink), transparent 94%)' },
  contentStyle: {
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    background: 'var(--raised)',
    color: 'var(--ink)',
    fontSize: '14px',
  },
  itemStyle: { color: 'var(--ink)', padding: 0 },
  labelStyle: { color: 'var(--ink)', fontWeight: 600 },
} as const

export const MARGIN = { top: 8, right: 24, bottom: 8, left: 0 } as const
