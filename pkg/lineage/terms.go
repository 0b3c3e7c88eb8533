package lineage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Kinds gives the meaning of a clause kind.
type Kinds func(term.Kind) (clause.KindInfo, bool)

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
	own := map[string]bool{}
	for _, f := range r.Root().Findings {
		own[clauseKey(f)] = true
	}
	var out []finding.Finding
	at := map[string]int{}
	for _, a := range r.ancestors {
		for _, f := range r.travelling(a) {
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

// clauseKey tells one clause from another whatever text it stands in.
func clauseKey(f finding.Finding) string { return string(f.Kind) + fmt.Sprint(f.Params) }

// travelling returns the clauses of an ancestor that bind what comes from it.
func (r *reader) travelling(a ancestor) []finding.Finding {
	way := clause.ToDerivatives
	if !a.made() {
		way = clause.ToTrained
	}
	var out []finding.Finding
	for _, f := range a.Findings {
		if !f.Kind.IsClause() || !f.Covers(a.main()) || len(f.Evidence) == 0 {
			continue
		}
		if info, ok := r.kinds(f.Kind); ok && info.TravelsTo(way) {
			out = append(out, f)
		}
	}
	return out
}

// inherited returns a clause of an ancestor as a finding about the root.
func (r *reader) inherited(a ancestor, f finding.Finding) finding.Finding {
	scopes := []term.Scope{r.Root().main()}
	if !a.made() {
		scopes = []term.Scope{term.Data}
	}
	if f.Covers(term.Outputs) {
		scopes = append(scopes, term.Outputs)
	}
	return finding.New(finding.Finding{
		Kind: f.Kind, Scopes: scopes, Source: a.source(), Rule: f.Rule, Params: f.Params, Evidence: f.Evidence, Via: a.via(),
		Message: f.Message + "; " + r.from(a) + r.nameRemark(a, f),
	})
}

// from says where a term comes from.
func (r *reader) from(a ancestor) string {
	if !a.made() {
		return "so says the licence of its training data " + a.ID
	}
	if reason, ok := a.inferred(); ok {
		return fmt.Sprintf("from %s, inferred: %s", a.ID, reason)
	}
	return "inherited from " + a.ID
}

// nameRemark says that a name which derivatives must carry is not there.
func (r *reader) nameRemark(a ancestor, f finding.Finding) string {
	must, _ := f.Params["must_include"].(string)
	if f.Kind != term.Naming || must == "" || !a.made() || a.copies() {
		return ""
	}
	name := r.Root().Ref.Name
	if f.Params["position"] == "prefix" {
		if !strings.HasPrefix(letters(name), letters(must)) {
			return fmt.Sprintf("; the name %s does not begin with %q", name, must)
		}
		return ""
	}
	if !strings.Contains(letters(name), letters(must)) {
		return fmt.Sprintf("; the name %s does not hold %q", name, must)
	}
	return ""
}

// letters drops what names are free to write in one way or another: letter
// case, and what stands between words.
func letters(s string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "", ".", "").Replace(s))
}

// notice states that the texts which an ancestor wants passed on are missing.
// A permissive licence is a duty of whoever publishes, not worth a word here.
func (r *reader) notice() []finding.Finding {
	if !r.Root().Bare {
		return nil
	}
	for _, a := range r.ancestors {
		if !a.made() || a.permissive() {
			continue
		}
		if _, ok := a.inferred(); ok {
			continue
		}
		for _, f := range r.travelling(a) {
			if f.Kind == term.NoticeRetention {
				out := r.inherited(a, f)
				out.Message = fmt.Sprintf("%s asks for its licence text or notice to be passed on, and the complete file list holds neither", a.ID)
				return []finding.Finding{finding.New(out)}
			}
		}
	}
	return nil
}

// undeclared states that the parent of the root is nowhere named.
func (r *reader) undeclared() []finding.Finding {
	root := r.Root()
	var shown []Edge
	for _, e := range r.Edges {
		if e.From == 0 && !e.data() {
			if e.Source != term.Inferred {
				return nil
			}
			shown = append(shown, e)
		}
	}
	f := finding.Finding{Kind: term.ParentUndeclared, Scopes: []term.Scope{root.main()}, Source: term.Inferred}
	switch {
	case len(shown) > 0:
		f.Message = fmt.Sprintf("no base model is declared, but %s: ask the publisher what it was made from", shown[0].Reason)
		f.Evidence = shown[0].Evidence
	case root.Incomplete != "":
		f.Message = fmt.Sprintf("no base model is named, and %s: without its terms nothing is settled", root.Incomplete)
		f.Evidence = []doc.Evidence{}
	default:
		return nil
	}
	return []finding.Finding{finding.New(f)}
}

// permissive reports whether all licences of n are known to be permissive.
func (n *Node) permissive() bool {
	found := false
	for _, l := range n.Licenses {
		if !l.Covers(n.main()) {
			continue
		}
		if !permissive(l) {
			return false
		}
		found = true
	}
	return found
}

func permissive(l finding.License) bool {
	return settles(l) && (l.Entry.Category == term.Permissive || l.Entry.Category == term.PublicDomain)
}

// settles reports whether a licence says by itself what the terms are: one
// that the catalogue knows, unchanged, and by more than a word in prose. A
// permissive one that was only named must stand for one fixed text.
func settles(l finding.License) bool {
	switch {
	case l.Entry == nil || changed(l) || l.Source == term.Inferred:
		return false
	case l.Entry.Category != term.Permissive && l.Entry.Category != term.PublicDomain:
		return true
	default:
		return l.Entry.FixedText || l.Match == license.Exact
	}
}

func changed(l finding.License) bool {
	return l.Match == license.Modified || l.Match == license.Partial
}
