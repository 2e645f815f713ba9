package rest

// Config of a connection that is never made.
type Config struct{}
