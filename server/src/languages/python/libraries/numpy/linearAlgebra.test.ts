// Programs of linear algebra, polynomials and interpolation against what NumPy 1.24 prints with the reference LAPACK
// (goldens/linearAlgebra.golden.py), every digit.
import { describe, expect, it } from 'vitest'
import { runScript } from '../../runScript.testing'
import golden from './goldens/linearAlgebra.golden.json'

describe('programs of linear algebra print what they print under NumPy 1.24', () => {
  it.each(golden.map((program) => [program.name, program] as const))('%s', (_, { source, stdout }) => {
    const result = runScript(`import numpy as np\n${source}`)
    expect({ stdout: result.stdout, error: result.error }).toEqual({ stdout, error: null })
  })
})
