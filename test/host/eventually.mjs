// Waiting for what comes in its own time.

/**
 * Tries again until `attempt` succeeds and gives its value; after the time is up the last failure is thrown.
 * @template T
 * @param {() => T | Promise<T>} attempt
 * @param {number} [seconds]
 * @returns {Promise<T>}
 */
export async function eventually(attempt, seconds = 40) {
  const end = Date.now() + seconds * 1000
  for (;;)
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
}
