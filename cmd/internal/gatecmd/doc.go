// Package gatecmd is the command of the gate, for any place that its decisions
// are kept in.
package gatecmd
