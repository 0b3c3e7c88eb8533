package policy

import (
	"fmt"
	"time"
)

// Date is a day, at midnight UTC.
type Date struct{ time.Time }

// UnmarshalText reads YYYY-MM-DD.
func (d *Date) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return fmt.Errorf("%q is no day; write YYYY-MM-DD", text)
	}
	d.Time = t
	return nil
}

func (d Date) String() string { return d.Format(time.DateOnly) }

// Month is a calendar month, YYYY-MM.
type Month string

const monthForm = "2006-01"

// UnmarshalText reads YYYY-MM.
func (m *Month) UnmarshalText(text []byte) error {
	t, err := time.Parse(monthForm, string(text))
	if err != nil {
		return fmt.Errorf("%q is no month; write YYYY-MM", text)
	}
	*m = Month(t.Format(monthForm))
	return nil
}

// monthsBefore returns the month n months before that of t.
func monthsBefore(t time.Time, n int) Month {
	return Month(time.Date(t.Year(), t.Month()-time.Month(n), 1, 0, 0, 0, 0, time.UTC).Format(monthForm))
}
