// The registry of Python libraries, by the top-level name that programs import.
import type { Opaque, Program, Runtime, Stmt, Tensor, Value } from '@gradlens/engine'
import type { PythonLibrary, TypeProtocol } from '../protocol'
import { engineTensor, unknownTensor } from './engineTensor'
import { numpy } from './numpy/library'
import { STANDARD } from './standard'
import { keras, tensorflow } from './tensorflow/library'

const LIBRARIES: readonly PythonLibrary[] = [...STANDARD, numpy, tensorflow, keras]

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

/** The imitated versions, by name. */
export const VERSIONS: Readonly<Record<string, string>> = {
  python: '3.11',
  ...Object.fromEntries(LIBRARIES.flatMap(({ name, version }) => (version === undefined ? [] : [[name, version]]))),
}

/** The library that a program's marks take their values' types from: the first that it imports and that has a say in it. */
export function inputLibraryOf(program: Program): PythonLibrary | undefined {
  const imported = importedNames(program.main.body)
  const having = LIBRARIES.filter((library) => (library.input ?? library.tensor) && imported.includes(library.name))
  // Frameworks go before NumPy, which is imported beside them.
  return having.sort(
    (a, b) =>
      Number(a.name === 'numpy') - Number(b.name === 'numpy') || imported.indexOf(a.name) - imported.indexOf(b.name),
  )[0]
}

/** PyTorch or JAX, where the program imports it before TensorFlow: its tensors are what marks stand for then. */
export function missingFramework(program: Program): string | null {
  const first = importedNames(program.main.body).find((name) => ['tensorflow', 'torch', 'jax'].includes(name))
  return first === undefined || first === 'tensorflow' ? null : first
}

/** The top-level packages that a module's statements import, in order. */
function importedNames(body: readonly Stmt[]): string[] {
  return body.flatMap((statement): string[] => {
    switch (statement.kind) {
      case 'import':
        return statement.level === 0 ? [statement.module.split('.')[0]] : []
      case 'if':
        return importedNames([...statement.then, ...statement.otherwise])
      case 'try':
        return importedNames([
          ...statement.body,
          ...statement.handlers.flatMap(({ body }) => body),
          ...statement.otherwise,
        ])
      default:
        return []
    }
  })
}
