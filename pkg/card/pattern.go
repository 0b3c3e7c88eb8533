package card

import (
	"regexp"
	"sync"
)

// pattern returns an expression that is compiled on its first use: most runs
// of a command that links this package read no card, and all the expressions
// together cost milliseconds.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
