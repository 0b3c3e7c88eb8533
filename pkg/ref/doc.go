// Package ref names repositories on model hubs: it parses what people type or
// paste, prints it back in one canonical form, and does no I/O.
package ref
