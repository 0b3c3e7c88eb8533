// Package flags lets flags stand anywhere on the command line: urfave/cli stops
// reading them at the first argument.
package flags
