package lists_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/cmd/internal/lists"
)

// TestRead: what is no reference is left out, and lines keep their numbers.
func TestRead(t *testing.T) {
	const list = "\ufeffacme/one\n\n# a comment\n\tacme/two # why\nacme/three\t#why\r\nhttps://hub.example/acme/four#part\n  #\n"
	var got []string
	err := lists.Read(strings.NewReader(list), func(line int, asked string) error {
		got = append(got, fmt.Sprint(line, " ", asked))
		return nil
	})
	want := []string{"1 acme/one", "4 acme/two", "5 acme/three", "6 https://hub.example/acme/four#part"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}

// TestReadEnds: at the first error, and aloud at a line that is none.
func TestReadEnds(t *testing.T) {
	enough := errors.New("enough")
	n := 0
	if err := lists.Read(strings.NewReader("a/b\nc/d\n"), func(int, string) error { n++; return enough }); !errors.Is(err, enough) || n != 1 {
		t.Errorf("%d lines, %v", n, err)
	}
	long := strings.Repeat("x", 1<<20)
	if err := lists.Read(strings.NewReader(long), func(int, string) error { return nil }); err == nil {
		t.Error("a line of a megabyte is read, or swallowed")
	}
}
