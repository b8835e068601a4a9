// The `gradlens.*` settings: their defaults (contract.md, "budgets"), and how they are read from whatever a client sends.
import { NUMPY_VERSIONS, type Settings } from './protocol'
import type { Budget } from './evaluation/messages'

export const defaultSettings: Settings = {
  enable: true,
  inlayHints: true,
  codeLens: true,
  maxSteps: 50_000_000,
  timeoutVisible: 2000,
  timeoutBackground: 5000,
  memoryMegabytes: 512,
  numpy: '1.24',
}

/** The settings with everything that is missing, of the wrong type or out of range replaced by its default. */
export function readSettings(given: unknown): Settings {
  const settings: Record<string, unknown> = { ...defaultSettings }
  if (typeof given !== 'object' || given === null) return defaultSettings
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== typeof settings[name]) continue
    if (typeof value === 'number' && !(value > 0 && value < Infinity)) continue
    if (name === 'numpy' && !NUMPY_VERSIONS.some((version) => version === value)) continue
    settings[name] = value
  }
  return settings as unknown as Settings
}

/** What one evaluation may cost: less where a person waits for it. */
export function budgetOf(settings: Settings, visible: boolean): Budget {
  return {
    maxSteps: settings.maxSteps,
    milliseconds: visible ? settings.timeoutVisible : settings.timeoutBackground,
    bytes: settings.memoryMegabytes * 2 ** 20,
  }
}

/** The versions of libraries that differ from those that are imitated by themselves. */
export function versionsOf({ numpy }: Pick<Settings, 'numpy'>): Readonly<Record<string, string>> {
  return numpy === defaultSettings.numpy ? {} : { numpy }
}
