package pattern

import (
	"regexp"
	"sync"
)

// Lazily returns an expression that is compiled on its first use: most runs of a
// command use few of all that it links, and compiling all takes milliseconds.
func Lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
