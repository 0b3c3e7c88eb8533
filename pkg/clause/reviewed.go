package clause

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/prose"
)

// reviewed holds, sorted, digests of sentences that people read and found to
// hold no clause. The digest is all that is kept of a sentence: another text
// that has it word for word, under the same lead-in, is explained by it.
type reviewed []uint64

// minReviewed is the least number of words of a sentence that is recognised by
// its digest: fewer may mean something else elsewhere.
const minReviewed = 7

const reviewedFile = "reviewed.sum"

// readReviewed reads reviewed.sum: a digest a line, in hexadecimal, sorted.
func readReviewed(fsys fs.FS) (reviewed, error) {
	data, err := fs.ReadFile(fsys, reviewedFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out reviewed
	lines := bufio.NewScanner(strings.NewReader(string(data)))
	for lines.Scan() {
		n, err := strconv.ParseUint(lines.Text(), 16, 64)
		if err != nil || len(out) > 0 && n <= out[len(out)-1] {
			return nil, fmt.Errorf("%s:%d: not a digest, or out of order: %q", reviewedFile, len(out)+1, lines.Text())
		}
		out = append(out, n)
	}
	return out, lines.Err()
}

// digest returns the digest of a sentence with its lead-in; 0 for one that is
// too short. Numbers do not count: they are those of sections and years.
func digest(words []prose.Token) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211 // of FNV-1a, each word with a blank behind it
	h, n := uint64(offset), 0
	for _, t := range words {
		if c := t.Word.Text[0]; c < '0' || c > '9' {
			n++
			for i := range len(t.Word.Text) {
				h = (h ^ uint64(t.Word.Text[i])) * prime
			}
			h = (h ^ ' ') * prime
		}
	}
	if n < minReviewed {
		return 0
	}
	return h
}

func (r reviewed) has(digest uint64) bool {
	_, ok := slices.BinarySearch(r, digest)
	return ok && digest != 0
}
