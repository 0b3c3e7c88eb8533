package audit

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// likeness is what tells that two repositories hold the same model, and under
// which terms one of them does.
type likeness struct {
	ref     ref.Ref           // as it answered
	weights map[string]string // paths of the files by their SHA-256
	links   []ref.Ref         // repositories of the same name on another hub that the card leads to
	terms   []string          // ids of the licences, or the kinds of what is declared without one
	at      []doc.Evidence
}

// minWeights is the size from which files tell models apart: many small ones are
// the same everywhere.
const minWeights = 1 << 20

// likenessOf takes down what a repository is known by.
func likenessOf(f *found) *likeness {
	l := &likeness{ref: f.self(), weights: map[string]string{}}
	if answered, err := ref.Parse(f.snap.AnsweredID); err == nil && answered.Hub == l.ref.Hub && l.ref.Hub != ref.HuggingFace {
		l.ref = answered
	}
	for _, x := range f.snap.Files {
		if hub.IsWeights(x.Path) && len(x.LFSSHA256) == 64 && (x.Size < 0 || x.Size >= minWeights) {
			l.weights[strings.ToLower(x.LFSSHA256)] = x.Path
		}
	}
	l.links = f.sameElsewhere(l.ref)
	main := f.main()
	for _, g := range f.governing {
		if name := statedName(g); g.Covers(main) && !slices.Contains(l.terms, name) {
			l.terms = append(l.terms, name)
			l.at = append(l.at, g.Evidence[:min(len(g.Evidence), 1)]...)
		}
	}
	if len(l.terms) == 0 {
		for _, one := range f.findings {
			if one.Source == term.Declared && one.Kind.IsClause() && one.Covers(main) && !slices.Contains(l.terms, string(one.Kind)) {
				l.terms = append(l.terms, string(one.Kind))
				l.at = append(l.at, one.Evidence[:min(len(one.Evidence), 1)]...)
			}
		}
	}
	slices.Sort(l.terms)
	return l
}

// statedName names a licence; a changed text is another one than the known, and
// one that nobody knows is known by its digest.
func statedName(l finding.License) string {
	if l.ID == unknownText && len(l.Evidence) > 0 {
		return fmt.Sprintf("a text of its own (SHA-256 %.12s)", l.Evidence[0].SHA256)
	}
	if l.Standing().Changed() {
		return l.ID + " (modified)"
	}
	return l.ID
}

var cardAddress = regexp.MustCompile("https?://[^\\s<>()\\[\\]\"'`]+")

// sameElsewhere returns the repositories on another hub that the card leads to
// and that have the name of this one.
func (c *contents) sameElsewhere(self ref.Ref) []ref.Ref {
	if !c.cardRead() || !keepsModels(self.Hub) {
		return nil
	}
	var out []ref.Ref
	for _, m := range cardAddress.FindAll(c.card.Doc.Text, maxAddresses) {
		r, err := ref.Parse(strings.TrimRight(string(m), ".,;:!?"))
		r.Revision = ""
		if err == nil && keepsModels(r.Hub) && r.Hub != self.Hub && r.Kind == self.Kind && strings.EqualFold(r.Name, self.Name) &&
			!slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// maxAddresses bounds the addresses of a card that are looked at.
const maxAddresses = 500

// keepsModels tells the hubs on which the same model has the same name.
func keepsModels(of string) bool { return of == ref.HuggingFace || of == ref.ModelScope }

// same says what shows that two repositories hold the same model; ok is false
// where nothing does. A name alone proves nothing.
func (l *likeness) same(o *likeness) (why finding.Remark, ok bool) {
	if l.ref.Kind != o.ref.Kind || l.ref.Hub == o.ref.Hub && strings.EqualFold(l.ref.ID(), o.ref.ID()) {
		return why, false
	}
	small, large := l, o
	if len(o.weights) < len(l.weights) {
		small, large = o, l
	}
	var digests []string
	for d := range small.weights {
		if _, both := large.weights[d]; both {
			digests = append(digests, d)
		}
	}
	if len(digests) > 0 && len(digests) == len(small.weights) {
		first := slices.Min(digests)
		says := []any{"twin", nameOnHub(o.ref), "file", l.weights[first], "digest", first}
		if len(digests) > 1 {
			says = append(says, "files", len(digests))
		}
		return finding.Say("twin-weights", says...), true
	}
	for _, pair := range [][2]*likeness{{l, o}, {o, l}} {
		to := pair[1].ref
		to.Revision = ""
		if slices.Contains(pair[0].links, to) {
			return finding.Say("twin-link", "twin", nameOnHub(o.ref), "from", nameOnHub(pair[0].ref), "to", nameOnHub(to)), true
		}
	}
	return why, false
}

// nameOnHub names a repository without its revision.
func nameOnHub(r ref.Ref) string {
	r.Revision = ""
	return r.String()
}

// differs states that a twin is under other terms, with the words of both
// sides.
func (l *likeness) differs(o *likeness, main term.Scope) (finding.Finding, bool) {
	why, same := l.same(o)
	if !same || slices.Equal(l.terms, o.terms) {
		return finding.Finding{}, false
	}
	evidence := slices.Concat(o.at, l.at)
	return finding.New(finding.Finding{
		Kind: term.TwinDiffers, Scopes: []term.Scope{main}, Source: term.Detected, Rule: nameOnHub(o.ref), Evidence: evidence,
		Remarks: []finding.Remark{why, finding.Say("twin-terms", "here", l.terms, "there", o.terms)},
	}), true
}

// maxTwins bounds the twins that one report tells of.
const maxTwins = 5

// twinsOf states which of others are twins of a target and under other terms.
func (l *likeness) twinsOf(others []*likeness, main term.Scope) []finding.Finding {
	others = slices.Clone(others)
	slices.SortStableFunc(others, func(a, b *likeness) int { return cmp.Compare(nameOnHub(a.ref), nameOnHub(b.ref)) })
	others = slices.CompactFunc(others, func(a, b *likeness) bool { return nameOnHub(a.ref) == nameOnHub(b.ref) })
	var out []finding.Finding
	for _, o := range others {
		if f, ok := l.differs(o, main); ok && len(out) < maxTwins {
			out = append(out, f)
		}
	}
	return out
}

// kin finds, among many likenesses, those that may be twins.
type kin struct {
	byDigest map[string][]*likeness
	byName   map[ref.Ref][]*likeness
}

func newKin(all []*likeness) *kin {
	k := &kin{byDigest: map[string][]*likeness{}, byName: map[ref.Ref][]*likeness{}}
	for _, l := range all {
		for d := range l.weights {
			k.byDigest[d] = append(k.byDigest[d], l)
		}
		for _, to := range l.links {
			k.byName[to] = append(k.byName[to], l)
		}
		self := l.ref
		self.Revision = ""
		k.byName[self] = append(k.byName[self], l)
	}
	return k
}

// of returns what shares a file with l, or is linked with it.
func (k *kin) of(l *likeness) []*likeness {
	self := l.ref
	self.Revision = ""
	out := slices.Clone(k.byName[self])
	for _, to := range l.links {
		out = append(out, k.byName[to]...)
	}
	for d := range l.weights {
		out = append(out, k.byDigest[d]...)
	}
	return out
}
