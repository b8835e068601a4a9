// Products, np.linalg and what is made with them, in one list.
import { CORRELATIONS } from './correlation'
import { EINSUM } from './einsum'
import { FFT } from './fft'
import { INTERPOLATION } from './interpolation'
import { CHAINS } from './linalg/chains'
import { FACTORISATIONS } from './linalg/functions'
import { NORMS } from './linalg/norms'
import type { Row } from './moduleTree'
import { POLYNOMIALS } from './polynomials'
import { DIAGONALS, PRODUCTS } from './productRows'

export const LINEAR_ALGEBRA: readonly Row[] = [
  ...PRODUCTS,
  ...DIAGONALS,
  ...EINSUM,
  ...CORRELATIONS,
  ...INTERPOLATION,
  ...FACTORISATIONS,
  ...NORMS,
  ...CHAINS,
  ...POLYNOMIALS,
  ...FFT,
]
