package lineage

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// drift states where the root is licensed more freely than an ancestor allows.
// The root is held against every ancestor, since a copy in between may have
// lost the licence; of several ancestors under one licence the farthest is
// named.
func (r *reader) drift() []finding.Finding {
	child := r.governing()
	if child == nil {
		return nil
	}
	var out []finding.Finding
	at := map[string]int{}
	for _, a := range r.ancestors {
		if !a.made() || a.permissive() || sharesLicence(child, a.Licenses) {
			continue
		}
		dropped := r.dropped(a)
		if len(dropped) == 0 {
			continue
		}
		f := r.drifted(child[0], a, dropped)
		key := a.licence()
		i, found := at[key]
		switch {
		case !found:
			at[key] = len(out)
			out = append(out, f)
		case out[i].Source == f.Source || f.Source == term.Inherited:
			out[i] = f
		}
	}
	return out
}

// governing returns the licences of the root, nil when it has none or one that
// nobody knows: then there is nothing to compare.
func (r *reader) governing() []finding.License {
	var out []finding.License
	for _, l := range r.Root().Licenses {
		if !l.Covers(r.Root().main()) {
			continue
		}
		if l.Entry == nil {
			return nil
		}
		out = append(out, l)
	}
	return out
}

// sharesLicence reports whether one of the licences stands on both sides: the
// same entry, or an identifier that may stand for the other's text.
func sharesLicence(child, parent []finding.License) bool {
	return slices.ContainsFunc(parent, func(p finding.License) bool {
		return bears(child, p.ID) || p.Entry != nil && slices.ContainsFunc(child,
			func(c finding.License) bool { return slices.Contains(p.Entry.Members, c.ID) })
	})
}

// dropped returns the clauses of an ancestor that the licence of the root does
// not have, if the root is freer for that. A root with restrictions of its own
// is freer only where it allows what the ancestor bars outright.
func (r *reader) dropped(a ancestor) []finding.Finding {
	own := map[term.Kind]bool{}
	restricted := false
	for i := range r.Root().Findings {
		if f := &r.Root().Findings[i]; f.Kind.IsClause() && f.Covers(r.Root().main()) {
			own[f.Kind] = true
			info, ok := r.kinds(f.Kind)
			restricted = restricted || ok && info.Restrictive()
		}
	}
	var out []finding.Finding
	bars := false
	for f := range r.travelling(a) {
		info, _ := r.kinds(f.Kind)
		if own[f.Kind] || !info.Binding() {
			continue
		}
		bars = bars || len(info.Barred) > 0
		out = append(out, *f)
	}
	if restricted && !bars {
		return nil
	}
	return out
}

func (r *reader) drifted(child finding.License, a ancestor, dropped []finding.Finding) finding.Finding {
	root := r.Root()
	kinds, titles := r.named(dropped)
	params := term.Params{"licence": child.ID, "upstream": a.ID, "upstream_licence": a.licence(), "drops": kinds, "template": nil}
	facts := []any{"licence", child.ID, "upstream", a.ID, "upstream_licence", a.licence(), "titles", titles}
	says := []finding.Remark{finding.Say("drifted", facts...)}
	if reason, ok := a.inferred(); ok {
		says = []finding.Remark{finding.Say("drifted-perhaps", facts...), reason}
	}
	if root.Template != "" {
		params["template"] = root.Template
		says = append(says, finding.Say("label-of-template", "template", root.Template))
	}
	evidence := slices.Concat(first(child.Evidence), first(a.governingEvidence()), first(dropped[0].Evidence))
	return finding.New(finding.Finding{
		Kind: term.LicenceDrift, Scopes: []term.Scope{root.main()}, Source: a.source(), Params: params, Remarks: says,
		Evidence: slices.CompactFunc(evidence, func(x, y doc.Evidence) bool {
			return x.Path == y.Path && x.SHA256 == y.SHA256 && slices.Equal(x.Spans, y.Spans)
		}),
		Via: a.via(),
	})
}

// named returns the kinds of some clauses and their titles, each once.
func (r *reader) named(clauses []finding.Finding) (kinds, titles []string) {
	for _, f := range clauses {
		if slices.Contains(kinds, string(f.Kind)) {
			continue
		}
		kinds = append(kinds, string(f.Kind))
		if info, ok := r.kinds(f.Kind); ok {
			titles = append(titles, strings.ToLower(info.Title[:1])+info.Title[1:])
		}
	}
	return kinds, titles
}

func first(e []doc.Evidence) []doc.Evidence { return e[:min(len(e), 1)] }

// licence names the licences of n.
func (n *Node) licence() string {
	var ids []string
	for _, l := range n.Licenses {
		if l.Covers(n.main()) && !slices.Contains(ids, l.ID) {
			ids = append(ids, l.ID)
		}
	}
	if len(ids) == 0 {
		return "terms of its own"
	}
	return strings.Join(ids, " and ")
}

func (n *Node) governingEvidence() []doc.Evidence {
	for _, l := range n.Licenses {
		if l.Covers(n.main()) {
			return l.Evidence
		}
	}
	return nil
}
