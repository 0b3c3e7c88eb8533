package license

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/google/licensecheck"
)

// Licensecheck's patterns know wordings of licences whose texts the catalogue
// lacks. Building the scanner over all of them costs seconds, over one a few
// milliseconds. So the index holds a sketch of each pattern, the smallest
// hashes among the shingles that every text it matches must have, and only the
// patterns whose sketch stands in a document are built.

const (
	sketchSize = 16
	// sketchShare is the share of a sketch that must stand in a document;
	// licensecheck folds a few words that shingles tell apart.
	sketchShare = 0.4
	// maxPatterns is the number of patterns that one document is put to.
	maxPatterns = 4
)

// patterns are licensecheck's patterns for licences that the catalogue does not
// know by text, built as they are needed.
type patterns struct {
	sketches anchors
	ids      []string // of licensecheck, by pattern
	sizes    []int    // of the sketches, by pattern
	built    []lazyScanner
}

// lazyScanner is a scanner over one pattern, built at most once.
type lazyScanner struct {
	once    sync.Once
	scanner *licensecheck.Scanner
	plain   bool // the pattern is plain words: no gaps, no choices
}

// newPatterns opens the section of an index that encodePatterns wrote.
func newPatterns(l list) *patterns {
	p := &patterns{}
	if l.len() == 0 {
		return p
	}
	p.sketches = l.at(0)
	for i := 1; i < l.len(); i++ {
		p.sizes = append(p.sizes, int(l.at(i)[0]))
		p.ids = append(p.ids, string(l.at(i)[1:]))
	}
	p.built = make([]lazyScanner, len(p.ids))
	return p
}

// likely returns the patterns that could match a document with the given
// shingles, the likeliest first.
func (p *patterns) likely(shingles []uint32) []int {
	votes := make([]int, len(p.ids))
	seen := map[uint32]bool{}
	p.sketches.each(shingles, func(i, pattern int) {
		if key := shingles[i] ^ uint32(pattern)<<16; !seen[key] {
			seen[key] = true
			votes[pattern]++
		}
	})
	share := func(i int) float64 { return float64(votes[i]) / float64(p.sizes[i]) }
	var found []int
	for i := range votes {
		if votes[i] > 0 && share(i) >= sketchShare {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Compare(share(b), share(a)) })
	return found[:min(len(found), maxPatterns)]
}

// scan puts a text to pattern i.
func (p *patterns) scan(i int, text []byte) (matches []licensecheck.Match, plain bool) {
	l := &p.built[i]
	l.once.Do(func() {
		for _, b := range licensecheck.BuiltinLicenses() {
			if b.ID == p.ids[i] && b.LRE != "" {
				// The patterns are licensecheck's own, so they parse.
				l.scanner, _ = licensecheck.NewScanner([]licensecheck.License{b})
				l.plain = !strings.Contains(b.LRE, "__") && !strings.Contains(b.LRE, "||") && !strings.Contains(b.LRE, "))")
			}
		}
	})
	if l.scanner == nil {
		return nil, false
	}
	return l.scanner.Scan(text).Match, l.plain
}

// encodePatterns writes the patterns of licensecheck, those left out that
// known reports: the sketches, then for each pattern the size of its sketch and
// its id.
func encodePatterns(known func(id string) bool) [][]byte {
	var found []uint64
	var items [][]byte
	for _, s := range sketches() {
		if known(s.id) {
			continue
		}
		for _, h := range s.hashes {
			found = append(found, anchor(h, len(items)))
		}
		items = append(items, append([]byte{byte(len(s.hashes))}, s.id...))
	}
	return append([][]byte{newAnchors(found)}, items...)
}

// sketches are those of all patterns of licensecheck, made when first asked for.
var sketches = sync.OnceValue(func() []patternSketch {
	var out []patternSketch
	for _, b := range licensecheck.BuiltinLicenses() {
		if b.LRE != "" {
			out = append(out, patternSketch{b.ID, sketch(b.LRE)})
		}
	}
	return out
})

// patternSketch is the sketch of a pattern.
type patternSketch struct {
	id     string
	hashes []uint32
}

// sketch returns the smallest hashes of the shingles of a pattern that stand
// outside its groups and gaps, or of all of them if those are too few.
func sketch(pattern string) []uint32 {
	var fixed, all []uint32
	for _, run := range patternRuns(pattern) {
		var w words
		w.split([]byte(run.text))
		hashes := shingles(nil, w.hashes)
		if all = append(all, hashes...); run.depth == 0 {
			fixed = append(fixed, hashes...)
		}
	}
	if len(fixed) < sketchSize/4 {
		fixed = all
	}
	slices.Sort(fixed)
	fixed = slices.Compact(fixed)
	return fixed[:min(len(fixed), sketchSize)]
}

// patternRun is a run of plain words in a pattern, and how many groups it
// stands in.
type patternRun struct {
	text  string
	depth int
}

// patternRuns cuts a pattern at its comments, groups, choices and gaps.
func patternRuns(pattern string) (runs []patternRun) {
	depth, at := 0, 0
	cut := func(from, to int) {
		if strings.TrimSpace(pattern[at:from]) != "" {
			runs = append(runs, patternRun{pattern[at:from], depth})
		}
		at = to
	}
	for i := 0; i < len(pattern); i++ {
		if strings.IndexByte("/()|_", pattern[i]) < 0 {
			continue
		}
		rest := pattern[i:]
		switch {
		case strings.HasPrefix(rest, "//**"):
			end := strings.Index(rest, "**//")
			if end < 0 {
				end = len(rest) - len("**//")
			}
			cut(i, i+end+len("**//"))
		case strings.HasPrefix(rest, "(("):
			cut(i, i+2)
			depth++
		case strings.HasPrefix(rest, "))"):
			cut(i, i+2)
			depth--
		case strings.HasPrefix(rest, "||"), strings.HasPrefix(rest, "__"):
			cut(i, i+2)
		}
		i = max(i, at-1)
	}
	cut(len(pattern), len(pattern))
	return runs
}
