// The version of Gradlens, which the build puts in.
declare const GRADLENS_VERSION: string

export const version = typeof GRADLENS_VERSION === 'undefined' ? 'development' : GRADLENS_VERSION
