// GradBench's hello: a square, whose derivative is the double.
import { mul, type Num } from '@gradlens/engine'

export const hello = (x: Num): Num => mul(x, x)
