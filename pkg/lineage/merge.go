package lineage

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// merge states where the terms of two models that the root was merged from
// cannot be met together: one may be passed on under its own licence only, and
// the other binds to more.
func (r *reader) merge() []finding.Finding {
	if r.parents() < 2 {
		return nil
	}
	var out []finding.Finding
	for i, a := range r.ancestors {
		alike, ok := r.find(a, term.ShareAlike)
		if !ok || !a.made() {
			continue
		}
		for j, b := range r.ancestors {
			if i == j || !b.made() || sharesLicence(a.Licenses, b.Licenses) || a.permissiveOrUnknown() || r.descends(a, b) {
				continue
			}
			clash, ok := r.clash(a, b)
			if !ok || clash.Kind == term.ShareAlike && j < i { // the pair was met the other way round
				continue
			}
			out = append(out, finding.New(finding.Finding{
				Kind: term.LicenceContradiction, Scopes: []term.Scope{r.Root().main()}, Source: worse(a.source(), b.source()),
				Via: slices.Concat(a.via(), b.via()),
				Remarks: []finding.Remark{finding.Say("merge-clash",
					"upstream", a.ID, "licence", a.licence(), "other", b.ID, "other_licence", b.licence(), "title", clash.Title)},
				Evidence: slices.Concat(first(alike.Evidence), first(clash.Evidence)),
			}))
		}
	}
	return out
}

// parents counts the models that the root was made from directly.
func (r *reader) parents() int {
	n := 0
	for _, e := range r.Edges {
		if e.From == 0 && !e.data() {
			n++
		}
	}
	return n
}

func (r *reader) find(a ancestor, k term.Kind) (finding.Finding, bool) {
	for f := range r.travelling(a) {
		if f.Kind == k {
			return *f, true
		}
	}
	return finding.Finding{}, false
}

// clash returns a clause of b that the licence of a has no room for.
func (r *reader) clash(a, b ancestor) (finding.Finding, bool) {
	for f := range r.travelling(b) {
		info, _ := r.kinds(f.Kind)
		if _, has := r.find(a, f.Kind); !has && info.Restrictive() || f.Kind == term.ShareAlike {
			return *f, true
		}
	}
	return finding.Finding{}, false
}

func (n *Node) permissiveOrUnknown() bool { return n.permissive() || !n.settled() }

// descends reports whether one of two ancestors stands on the path to the
// other: their terms met before the merge.
func (r *reader) descends(a, b ancestor) bool {
	on := func(x, y ancestor) bool {
		return slices.ContainsFunc(y.edges, func(e int) bool { return &r.Nodes[r.Edges[e].To] == x.Node })
	}
	return on(a, b) || on(b, a)
}

func worse(a, b term.Source) term.Source {
	if a == term.Inferred {
		return a
	}
	return b
}
