// The operations of ops.linalg as plain functions on the session that transforms share.
export {}
