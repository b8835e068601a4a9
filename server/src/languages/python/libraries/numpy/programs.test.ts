// Whole NumPy programs against what NumPy 1.24 prints (goldens/programs.golden.py), every digit.
import { describe, expect, it } from 'vitest'
import { runScript } from '../../runScript.testing'
import golden from './goldens/programs.golden.json'

describe('programs print what they print under NumPy 1.24', () => {
  it.each(golden.map((program) => [program.name, program] as const))('%s', (_, { source, stdout, error }) => {
    const result = runScript(`import numpy as np\n${source}`)
    // Where several things are wrong with a statement NumPy may find another one first: the kind must agree.
    expect({ stdout: result.stdout, raised: result.error !== null }).toEqual({ stdout, raised: error !== null })
  })
})
