package usage

import (
	"errors"
	"fmt"
)

// Error is a mistake in what the user wrote.
type Error struct{ err error }

func (e Error) Error() string { return e.err.Error() }

// Unwrap returns what the mistake is.
func (e Error) Unwrap() error { return e.err }

// Wrap makes a mistake of an error.
func Wrap(err error) error { return Error{err} }

// Errorf makes a mistake as fmt.Errorf makes an error.
func Errorf(format string, args ...any) error { return Error{fmt.Errorf(format, args...)} }

// Is reports whether an error is a mistake of the user.
func Is(err error) bool {
	var e Error
	return errors.As(err, &e)
}
