/** A style of lettering: that of groups' names, of titles, or of the visitor's flag. */
export type Hand = 'group' | 'title' | 'flag'

/** Gives a text's width in a hand, in pixels. */
export type Measure = (text: string, hand: Hand) => number
