package card

import (
	"regexp"
	"sync"
)

// lazily returns an expression that is compiled on its first use: most runs
// of a command that links this package read no card, and all the expressions
// together cost milliseconds.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
