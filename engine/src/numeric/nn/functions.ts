// The operations of ops.nn as plain functions on the session that transforms share.
export {}
