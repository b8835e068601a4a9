// Before every unit test: properties draw from the seed that `npm test` prints, and `npm run test:full` tries ten times as many.
import fc from 'fast-check'

const { GRADLENS_SEED, GRADLENS_FULL } = process.env

fc.configureGlobal({
  numRuns: GRADLENS_FULL ? 1000 : 100,
  ...(GRADLENS_SEED ? { seed: Number(GRADLENS_SEED) } : {}),
})
