package audit

import (
	"fmt"
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// figure is a threshold that a text states, with where it stands.
type figure struct {
	kind     term.Kind
	of       string // what it counts: a metric, or a currency and a period
	value    int64
	language string // "" for English
	scopes   []term.Scope
	place    doc.Evidence
}

// versions states where two languages of the terms in force give different
// figures for the same limit: two texts, or the two halves of one.
func (f *finder) versions() {
	var stated []figure
	for _, p := range f.bound {
		for _, m := range p.clauses {
			stated = append(stated, figures(m, p.scopes, p.Evidence(f.snap.Commit, m.Spans))...)
		}
	}
	for i, a := range stated {
		for _, b := range stated[i+1:] {
			if a.differs(b) && !a.agreed(b, stated) && !b.agreed(a, stated) {
				f.add(finding.Finding{
					Kind: term.LanguageVersionsDiffer, Scopes: a.scopes, Source: term.Detected,
					Remarks: []finding.Remark{
						finding.Say("versions-differ", "language", a.name(), "value", a.value, "other", b.name(), "other_value", b.value),
					},
					Evidence: []doc.Evidence{a.place, b.place},
				})
			}
		}
	}
}

// figures returns the thresholds that a clause states.
func figures(m clause.Match, scopes []term.Scope, place doc.Evidence) []figure {
	var out []figure
	for _, name := range []string{"threshold", "amount"} {
		value, ok := m.Params[name].(int64)
		if !ok || m.Kind != term.UserCap && m.Kind != term.RevenueCap && m.Kind != term.AttributionThreshold {
			continue
		}
		of := fmt.Sprint(m.Params["metric"])
		if name == "amount" {
			of = fmt.Sprint(m.Params["currency"], m.Params["period"])
		}
		out = append(out, figure{kind: m.Kind, of: of, value: value, language: m.Language, scopes: scopes, place: place})
	}
	return out
}

// differs reports whether two figures are of one limit in two languages, and
// not the same.
func (a figure) differs(b figure) bool {
	return a.about(b) && a.language != b.language && a.value != b.value &&
		slices.ContainsFunc(a.scopes, func(s term.Scope) bool { return slices.Contains(b.scopes, s) })
}

func (a figure) about(b figure) bool { return a.kind == b.kind && a.of == b.of }

// agreed reports whether the language of b states a's figure somewhere, too: a
// text may hold two limits of a sort.
func (a figure) agreed(b figure, all []figure) bool {
	return slices.ContainsFunc(all, func(x figure) bool { return x.about(a) && x.language == b.language && x.value == a.value })
}

func (a figure) name() string {
	if a.language == "" {
		return "English"
	}
	return a.language
}
