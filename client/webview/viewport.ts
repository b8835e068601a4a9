// Where the drawing stands in the window: a shift and a scale, as plain arithmetic.

/** A point `p` of the drawing appears at `p · scale + (x, y)`, in CSS pixels. */
export interface Viewport {
  readonly x: number
  readonly y: number
  readonly scale: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Box extends Size {
  readonly x: number
  readonly y: number
}

const margin = 24
const smallest = 0.05
const largest = 4
/** Below this scale text cannot be read. */
const legible = 0.6

/** All of the drawing, in the middle of the window, never enlarged. */
export function fit(drawing: Size, window: Size): Viewport {
  const scale = Math.max(
    smallest,
    Math.min(1, (window.width - 2 * margin) / drawing.width, (window.height - 2 * margin) / drawing.height),
  )
  return {
    x: (window.width - drawing.width * scale) / 2,
    y: (window.height - drawing.height * scale) / 2,
    scale,
  }
}

/** All of the drawing where it can then be read, else as much as fits around `anchor` at a legible scale. */
export function firstView(drawing: Size, window: Size, anchor: Box): Viewport {
  const whole = fit(drawing, window)
  if (whole.scale >= legible) return whole
  const along = (length: number, room: number, middle: number) => {
    const free = room - length * legible
    if (free >= 2 * margin) return free / 2
    return Math.min(margin, Math.max(free - margin, room / 2 - middle * legible))
  }
  return {
    x: along(drawing.width, window.width, anchor.x + anchor.width / 2),
    y: along(drawing.height, window.height, anchor.y + anchor.height / 2),
    scale: legible,
  }
}

/** Scales by `factor` around a point of the window, which stays where it is. */
export function zoom(view: Viewport, factor: number, at: { readonly x: number; readonly y: number }): Viewport {
  const scale = Math.min(largest, Math.max(smallest, view.scale * factor))
  const ratio = scale / view.scale
  return { x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio, scale }
}

/** The same where all of `box` is inside the window, else the nearest of the same scale in which it is, with a margin. */
export function reveal(view: Viewport, box: Box, window: Size): Viewport {
  const along = (shift: number, start: number, length: number, room: number) => {
    const from = start * view.scale + shift
    const to = from + length * view.scale
    if (from < 0) return shift + margin - from
    if (to > room) return shift + room - margin - to
    return shift
  }
  return {
    x: along(view.x, box.x, box.width, window.width),
    y: along(view.y, box.y, box.height, window.height),
    scale: view.scale,
  }
}
