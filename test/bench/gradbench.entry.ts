// The functions of test/gradbench that are measured, for one bundle beside the engine's.
export * as gmm from '../gradbench/gmm'
export * as llsq from '../gradbench/llsq'
export * as lse from '../gradbench/lse'
export * as lstm from '../gradbench/lstm'
