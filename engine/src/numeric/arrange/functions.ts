// The operations of ops.arrange as plain functions on the session that transforms share.
export {}
