package license

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

var (
	ownID  = pattern.Lazily(`^[a-z0-9][a-z0-9.+-]*$`)
	spdxID = pattern.Lazily(`^[A-Za-z0-9.-]+$`)
	date   = pattern.Lazily(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`)
)

// check returns every fault of s that shows without the other entries.
func (s *source) check() error {
	var faults []error
	report := func(ok bool, why string, path ...any) {
		if !ok {
			faults = append(faults, s.fault(why, path...))
		}
	}
	report(s.ID != "", "missing: the SPDX identifier, or a short name in lower case", "id")
	if s.SPDX != "" {
		report(spdxID().MatchString(s.SPDX), "not an SPDX identifier", "spdx")
		report(s.ID == s.SPDX, "must be the SPDX identifier "+s.SPDX, "id")
	} else if s.ID != "" {
		report(ownID().MatchString(s.ID), "without an SPDX identifier, use lower-case letters, digits, dots and hyphens", "id")
	}
	report(s.Name != "", "missing", "name")
	report(ownID().MatchString(s.Family), "missing, or not in lower-case letters, digits, dots and hyphens", "family")
	report(slices.Contains([]DocType{"", Licence, Policy, Exception}, s.DocType),
		fmt.Sprintf("%q is none of licence, policy, exception", s.DocType), "doc_type")
	report(slices.Contains(term.Categories(), s.Category), fmt.Sprintf("%q is not one of %v", s.Category, term.Categories()), "category")
	report(s.Issued == "" || date().MatchString(s.Issued), "want YYYY, YYYY-MM or YYYY-MM-DD", "issued")
	report(s.Source == "" || webAddress(s.Source), "not a web address", "source")
	report(len(s.Members) == 0 || !s.hasText(), "an entry has members or a text of its own, not both", "texts")
	report(!s.Closed || len(s.Texts) == 0, "terms of a closed service have no text here", "texts")
	faults = append(faults, s.checkMarks(), s.checkAliases(), s.checkTerms(), s.checkRights(), s.checkTexts())
	return errors.Join(faults...)
}

func (s *source) checkMarks() error {
	var faults []error
	for i, name := range s.Marks.Names {
		if words := MarkWords(name); len(words) == 0 || len(words) > maxMark || joinMark(words) != name {
			faults = append(faults, s.fault(fmt.Sprintf("write %q, in at most %d words", joinMark(words), maxMark), "marks", "names", i))
		}
	}
	for i, kind := range s.Marks.Types {
		if kind == "" || strings.ToLower(kind) != kind {
			faults = append(faults, s.fault("write it in lower case", "marks", "types", i))
		}
	}
	return errors.Join(faults...)
}

func (s *source) checkAliases() error {
	var faults []error
	groups := []struct {
		name string
		list []string
	}{{"hub", s.Aliases.Hub}, {"scancode", s.Aliases.ScanCode}, {"names", s.Aliases.Names}, {"urls", s.Aliases.URLs}}
	for _, g := range groups {
		seen := map[string]bool{}
		for i, alias := range g.list {
			switch {
			case g.name == "urls" && !webAddress(alias):
				faults = append(faults, s.fault("not a web address", "aliases", g.name, i))
			case nameKey(alias) == "":
				faults = append(faults, s.fault("empty", "aliases", g.name, i))
			case seen[strings.ToLower(alias)]:
				faults = append(faults, s.fault("listed twice", "aliases", g.name, i))
			}
			seen[strings.ToLower(alias)] = true
		}
	}
	return errors.Join(faults...)
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

func (s *source) checkTerms() error {
	var faults []error
	for i, t := range s.Terms {
		if !t.Kind.IsClause() {
			faults = append(faults, s.fault(fmt.Sprintf("%q is not a clause kind", t.Kind), "terms", i, "kind"))
			continue
		}
		if _, err := t.params(); err != nil {
			faults = append(faults, s.fault(err.Error(), "terms", i, "params"))
		}
		if t.Policy && len(s.Policies) == 0 {
			faults = append(faults, s.fault("the entry names no policy that the term could stand in", "terms", i, "policy"))
		}
		faults = append(faults, s.checkPlace(i, t))
	}
	return errors.Join(faults...)
}

// checkPlace reports what is wrong with where the i-th term is said to stand.
func (s *source) checkPlace(i int, t termSource) error {
	if t.At == nil && t.Text == 0 {
		return nil
	}
	if number := max(t.Text, 1); number > len(s.Texts) {
		return s.fault(fmt.Sprintf("the entry has %d texts", len(s.Texts)), "terms", i, "text")
	} else if words := s.Texts[number-1].Words; len(t.At) != 2 || t.At[0] < 0 || t.At[0] >= t.At[1] || t.At[1] > words {
		return s.fault(fmt.Sprintf("want the first word and the one behind the last, of %d", words), "terms", i, "at")
	}
	return nil
}

func (s *source) checkRights() error {
	var faults []error
	for right, answer := range s.Rights {
		if !slices.Contains(term.Rights(), right) || !slices.Contains(term.Answers(), answer) {
			why := fmt.Sprintf("%q: want one of %v for one of %v", answer, term.Answers(), term.Rights())
			faults = append(faults, s.fault(why, "rights", string(right)))
		}
	}
	for i, k := range s.Disputed {
		if !k.IsClause() {
			faults = append(faults, s.fault(fmt.Sprintf("%q is not a clause kind", k), "disputed", i))
		}
	}
	for i, k := range s.Absent {
		if !k.IsClause() || slices.ContainsFunc(s.Terms, func(t termSource) bool { return t.Kind == k && !t.Policy }) {
			faults = append(faults, s.fault(fmt.Sprintf("%q is not a clause kind, or is among the terms", k), "absent", i))
		}
	}
	return errors.Join(faults...)
}

// params returns the parameters of t with all core parameters of its kind.
func (t termSource) params() (term.Params, error) {
	params := term.NewParams(t.Kind)
	for name, raw := range t.Params {
		value, err := term.Value(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		params[name] = value
	}
	return params, params.Validate(t.Kind)
}

func (s *source) checkTexts() error {
	var faults []error
	for i, t := range s.Texts {
		words, found := s.checkParts(t.SHA256, t.Parts, "texts", i)
		faults = append(faults, found...)
		if words != t.Words || t.Words == 0 {
			faults = append(faults, s.fault(fmt.Sprintf("the parts have %d words", words), "texts", i, "words"))
		}
		if _, err := t.shingles(); err != nil {
			faults = append(faults, s.fault(err.Error(), "texts", i, "fingerprint"))
		}
		if u := t.Unlisted; u != nil {
			_, found := s.checkParts(u.SHA256, u.Parts, "texts", i, "unlisted")
			faults = append(faults, found...)
			if u.Marks == "" {
				faults = append(faults, s.fault("missing", "texts", i, "unlisted", "marks"))
			}
			if _, err := decodeShingles(u.Opening); err != nil {
				faults = append(faults, s.fault(err.Error(), "texts", i, "unlisted", "opening"))
			}
		}
	}
	return errors.Join(faults...)
}

// checkParts checks the digests and parts that stand at path, and counts the
// words.
func (s *source) checkParts(sum string, parts []partSource, path ...any) (words int, faults []error) {
	isSum := func(s string) bool {
		sum, err := hex.DecodeString(s)
		return err == nil && len(sum) == 32
	}
	at := func(more ...any) []any { return slices.Concat(path, more) }
	if !isSum(sum) {
		faults = append(faults, s.fault("want 64 hexadecimal digits", at("sha256")...))
	}
	for j, p := range parts {
		words += p.Words
		if !slices.Contains(partRoles(), p.Role) {
			faults = append(faults, s.fault(fmt.Sprintf("%q is not title, field, body or appendix", p.Role), at("parts", j, "role")...))
		}
		if !isSum(p.SHA256) {
			faults = append(faults, s.fault("want 64 hexadecimal digits", at("parts", j, "sha256")...))
		}
	}
	return words, faults
}
