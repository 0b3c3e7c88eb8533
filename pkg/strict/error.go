package strict

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Error is one fault in a file. Several come joined.
type Error struct {
	File  string
	Line  int    // 0 when not known
	Field string // for example "company.countries[1]"; empty for the file as a whole
	Why   string
}

// Error writes the fault as "file:line: field: why".
func (e *Error) Error() string {
	s := e.File
	if e.Line > 0 {
		s += fmt.Sprintf(":%d", e.Line)
	}
	if e.Field != "" {
		s += ": " + e.Field
	}
	return s + ": " + e.Why
}

// Join returns faults as one error in the order of their lines, nil for none.
// Faults of several files stay in the order of the files.
func Join(faults []error) error {
	slices.SortStableFunc(faults, func(a, b error) int {
		var x, y *Error
		if !errors.As(a, &x) || !errors.As(b, &y) || x.File != y.File {
			return 0
		}
		return cmp.Compare(x.Line, y.Line)
	})
	return errors.Join(faults...)
}
