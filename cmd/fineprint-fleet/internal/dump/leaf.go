package dump

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// leaf reads the values of a column in their order, across its pages.
type leaf struct {
	index   int // of the column in the file
	kind    parquet.Kind
	unit    time.Duration // of a moment in time; 0 for other values
	pages   parquet.Pages
	page    parquet.Page
	values  parquet.ValueReader
	buffer  [64]parquet.Value
	at, end int
}

func newLeaf(c *parquet.Column) *leaf {
	l := &leaf{index: c.Index(), kind: c.Type().Kind()}
	if said := c.Type().LogicalType(); said != nil {
		if stamp, ok := said.Value.(*format.TimestampType); ok {
			l.unit = unitOf(stamp.Unit)
		}
	}
	return l
}

func unitOf(u format.TimeUnit) time.Duration {
	switch u.Value.(type) {
	case *format.MilliSeconds:
		return time.Millisecond
	case *format.MicroSeconds:
		return time.Microsecond
	default:
		return time.Nanosecond
	}
}

// errEnd is the end of a column chunk.
var errEnd = errors.New("the column ends before its rows do")

// peek returns the next value and leaves it there.
func (l *leaf) peek() (parquet.Value, error) {
	for l.at == l.end {
		if err := l.fill(); err != nil {
			return parquet.Value{}, err
		}
	}
	return l.buffer[l.at], nil
}

// next returns the next value. Its bytes hold until the one after it is asked
// for.
func (l *leaf) next() (parquet.Value, error) {
	v, err := l.peek()
	if err == nil {
		l.at++
	}
	return v, err
}

// text returns the next value of a column of texts, nil for none. It holds until
// the one after it is asked for.
func (l *leaf) text() ([]byte, error) {
	v, err := l.next()
	switch {
	case err != nil:
		return nil, err
	case len(v.ByteArray()) > maxLine:
		return nil, errLong
	case v.IsNull():
		return nil, nil
	case len(v.ByteArray()) == 0:
		return []byte{}, nil
	}
	return v.ByteArray(), nil
}

// fill reads further values of the page, or the next page.
func (l *leaf) fill() error {
	if l.values == nil {
		page, err := l.pages.ReadPage()
		switch {
		case errors.Is(err, io.EOF):
			return errEnd
		case err != nil:
			return err
		}
		l.release()
		l.page, l.values = page, page.Values()
	}
	n, err := l.values.ReadValues(l.buffer[:])
	l.at, l.end = 0, n
	switch {
	case errors.Is(err, io.EOF):
		l.values = nil
	case err != nil:
		return err
	case n == 0:
		return io.ErrNoProgress
	}
	return nil
}

func (l *leaf) release() {
	if l.page != nil {
		parquet.Release(l.page)
		l.page = nil
	}
}

// open begins a column chunk.
func (l *leaf) open(pages parquet.Pages) {
	l.pages, l.values, l.at, l.end = pages, nil, 0, 0
}

// done reports whether a column chunk was read to its end.
func (l *leaf) done() bool {
	_, err := l.peek()
	return errors.Is(err, errEnd)
}

func (l *leaf) close() {
	if l.pages == nil {
		return
	}
	l.release()
	_ = l.pages.Close() // it was read, or is given up
	l.pages = nil
}

// appendJSON writes the next value.
func (l *leaf) appendJSON(out []byte) ([]byte, error) {
	v, err := l.next()
	switch {
	case err != nil:
		return out, err
	case v.IsNull():
		return append(out, "null"...), nil
	case l.unit > 0 && l.kind == parquet.Int64:
		return appendString(out, l.moment(v.Int64()).Format(time.RFC3339)), nil
	}
	switch l.kind {
	case parquet.Boolean:
		return strconv.AppendBool(out, v.Boolean()), nil
	case parquet.Int32:
		return strconv.AppendInt(out, int64(v.Int32()), 10), nil
	case parquet.Int64:
		return strconv.AppendInt(out, v.Int64(), 10), nil
	case parquet.Float:
		return appendFloat(out, float64(v.Float()), 32), nil
	case parquet.Double:
		return appendFloat(out, v.Double(), 64), nil
	case parquet.ByteArray, parquet.FixedLenByteArray:
		return appendString(out, string(v.ByteArray())), nil
	default:
		return append(out, "null"...), nil // a moment of the old form
	}
}

func (l *leaf) moment(n int64) time.Time {
	per := int64(time.Second / l.unit)
	return time.Unix(n/per, n%per*int64(l.unit)).UTC()
}

func appendFloat(out []byte, x float64, bits int) []byte {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return append(out, "null"...)
	}
	return strconv.AppendFloat(out, x, 'g', -1, bits)
}

// appendString writes a string as JSON.
func appendString(out []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x80 {
			quoted, err := json.Marshal(s)
			if err != nil {
				return append(out, "null"...) // it never fails for a string
			}
			return append(out, quoted...)
		}
	}
	out = append(out, '"')
	out = append(out, s...)
	return append(out, '"')
}
