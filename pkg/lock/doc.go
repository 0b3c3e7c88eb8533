// Package lock keeps what was read of models, and says what of it changed: the
// clauses of two reports or two texts compared, and a file that stands in a
// repository beside the list of its models.
package lock
