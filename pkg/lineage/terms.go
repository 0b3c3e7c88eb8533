package lineage

import (
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Kinds gives the meaning of a clause kind.
type Kinds func(term.Kind) (kind.Info, bool)

// Findings returns what the lineage of the root says of it: the terms that it
// inherits, where its licence allows more than an ancestor does, and what of
// the parents is missing. They are observations; a policy judges them.
func (g *Graph) Findings(kinds Kinds) []finding.Finding {
	r := reader{Graph: g, kinds: kinds}
	for i := range g.Nodes {
		if i > 0 {
			r.ancestors = append(r.ancestors, ancestor{&g.Nodes[i], g.reach(i)})
		}
	}
	r.ancestors = slices.DeleteFunc(r.ancestors, func(a ancestor) bool { return len(a.edges) == 0 })
	return slices.Concat(r.terms(), r.drift(), r.merge(), r.notice(), r.undeclared())
}

// reader reads findings out of a graph.
type reader struct {
	*Graph
	kinds     Kinds
	ancestors []ancestor // those whose terms reach the root
}

type ancestor struct {
	*Node
	path
}

// terms returns the clauses of the ancestors that travel to the root and that
// its own licence does not state. Of the same clause in several ancestors, one
// that was read in a text stands for all.
func (r *reader) terms() []finding.Finding {
	if len(r.ancestors) == 0 {
		return nil
	}
	own := map[string]bool{}
	for i := range r.Root().Findings {
		if f := &r.Root().Findings[i]; f.Kind.IsClause() {
			own[clauseKey(f)] = true
		}
	}
	var out []finding.Finding
	at := map[string]int{}
	for _, a := range r.ancestors {
		for f := range r.travelling(a) {
			key := clauseKey(f)
			if own[key] {
				continue
			}
			i, found := at[key]
			switch {
			case !found:
				at[key] = len(out)
				out = append(out, r.inherited(a, f))
			case out[i].Evidence[0].SHA256 == "" && f.Source == term.Detected && out[i].Source != term.Inferred:
				out[i] = r.inherited(a, f)
			}
		}
	}
	return out
}

// clauseKey tells one clause from another whatever text it stands in. A notice
// that must go along word for word is another clause than one with other words.
func clauseKey(f *finding.Finding) string {
	return string(f.Kind) + f.Params.Text() + strings.Join(finding.Notices(*f), "")
}

// travelling yields the clauses of an ancestor that bind what comes from it.
func (r *reader) travelling(a ancestor) iter.Seq[*finding.Finding] {
	way := kind.ToDerivatives
	if !a.made() {
		way = kind.ToTrained
	}
	return func(yield func(*finding.Finding) bool) {
		for i := range a.Findings {
			f := &a.Findings[i]
			if !f.Kind.IsClause() || !f.Covers(a.main()) || len(f.Evidence) == 0 {
				continue
			}
			if info, ok := r.kinds(f.Kind); ok && info.TravelsTo(way) && !yield(f) {
				return
			}
		}
	}
}

// inherited returns a clause of an ancestor as a finding about the root.
func (r *reader) inherited(a ancestor, f *finding.Finding) finding.Finding {
	scopes := []term.Scope{r.Root().main()}
	if !a.made() {
		scopes = []term.Scope{term.Data}
	}
	if f.Covers(term.Outputs) {
		scopes = append(scopes, term.Outputs)
	}
	return finding.New(finding.Finding{
		Kind: f.Kind, Scopes: scopes, Source: a.source(), Rule: f.Rule, Params: f.Params, Possible: f.Possible, Evidence: f.Evidence,
		Via:   a.via(),
		Title: f.Title, Remarks: slices.Concat(f.Remarks, r.from(a), r.nameRemark(a, f)),
	})
}

// from says where a term comes from.
func (r *reader) from(a ancestor) []finding.Remark {
	if !a.made() {
		return []finding.Remark{finding.Say("of-training-data", "upstream", a.ID)}
	}
	if reason, ok := a.inferred(); ok {
		return []finding.Remark{finding.Say("inferred-from", "upstream", a.ID), reason}
	}
	return []finding.Remark{finding.Say("inherited-from", "upstream", a.ID)}
}

// nameRemark says that a name which derivatives must carry is not there.
func (r *reader) nameRemark(a ancestor, f *finding.Finding) []finding.Remark {
	must, _ := f.Params["must_include"].(string)
	if f.Kind != term.Naming || must == "" || !a.made() || a.copies() {
		return nil
	}
	name := r.Root().Ref.Name
	if f.Params["position"] == "prefix" {
		if !strings.HasPrefix(letters(name), letters(must)) {
			return []finding.Remark{finding.Say("name-does-not-begin", "name", name, "must", must)}
		}
		return nil
	}
	if !strings.Contains(letters(name), letters(must)) {
		return []finding.Remark{finding.Say("name-does-not-hold", "name", name, "must", must)}
	}
	return nil
}

// letters drops what names are free to write in one way or another: letter
// case, and what stands between words.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_ .", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
