// Stands in for modules that a layer may not import (see `paths` in engine/ and server/tsconfig.json): it is no module,
// so the compiler refuses the import.
