// The operations of ops.order as plain functions on the session that transforms share.
export {}
