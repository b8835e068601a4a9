// The registry of Python libraries, by the top-level name that programs import.
import type { Opaque, Tensor, Runtime, Value } from '@gradlens/engine'
import type { PythonLibrary, TypeProtocol } from '../protocol'
import { engineTensor, unknownTensor } from './engineTensor'
import { STANDARD } from './standard'

const LIBRARIES: readonly PythonLibrary[] = [...STANDARD]

const byName: ReadonlyMap<string, PythonLibrary> = new Map(LIBRARIES.map((library) => [library.name, library]))

/** The module of a dotted path; undefined where no library has it. */
export function findLibrary(path: string, runtime: Runtime): Value | undefined {
  return byName.get(path.split('.')[0])?.module(path, runtime)
}

/** Does a library of that name exist here? */
export function hasLibrary(name: string): boolean {
  return byName.has(name)
}

/** The type of the engine's tensors: that of the library whose tensors they are. */
export function tensorType(): TypeProtocol<Tensor> {
  return LIBRARIES.find((library) => library.tensor)?.tensor ?? engineTensor
}

/** The type of opaque values known to be tensors. */
export function opaqueTensorType(): TypeProtocol<Opaque> {
  return LIBRARIES.find((library) => library.opaqueTensor)?.opaqueTensor ?? unknownTensor
}

