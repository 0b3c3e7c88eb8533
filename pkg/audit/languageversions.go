package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// figure is a threshold that a text states, or the places that it leaves out,
// with where it stands.
type figure struct {
	kind     term.Kind
	of       string // what it counts: a metric, or money over a period
	value    any    // a number, or the codes of places
	currency string // of money
	language string // "" for English
	scopes   []term.Scope
	place    doc.Evidence
}

// languageVersions states where two languages of the terms in force give different
// figures or places for the same limit: two texts, or the two halves of one.
func (f *finder) languageVersions() {
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
						finding.Say("versions-differ", "language", a.name(), "value", a.value, "other", b.name(), "other_value", b.value,
							"currency", a.currency, "other_currency", b.currency),
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
	for _, name := range term.Figures() {
		value, ok := m.Params[name].(int64)
		if !ok || m.Kind != term.UserCap && m.Kind != term.RevenueCap && m.Kind != term.AttributionThreshold {
			continue
		}
		f := figure{kind: m.Kind, of: fmt.Sprint(m.Params["metric"]), value: value, language: m.Language, scopes: scopes, place: place}
		if name == "amount" {
			f.of = fmt.Sprint(m.Params["period"])
			f.currency, _ = m.Params["currency"].(string)
		}
		out = append(out, f)
	}
	if regions, _ := m.Params["regions"].([]string); m.Kind == term.RegionExclusion && len(regions) > 0 {
		value := strings.Join(slices.Sorted(slices.Values(regions)), ", ")
		out = append(out, figure{kind: m.Kind, value: value, language: m.Language, scopes: scopes, place: place})
	}
	return out
}

// differs reports whether two figures are of one limit in two languages, and
// not the same.
func (a figure) differs(b figure) bool {
	return a.about(b) && a.language != b.language && !a.same(b) &&
		slices.ContainsFunc(a.scopes, func(s term.Scope) bool { return slices.Contains(b.scopes, s) })
}

func (a figure) same(b figure) bool { return a.value == b.value && a.currency == b.currency }

func (a figure) about(b figure) bool { return a.kind == b.kind && a.of == b.of }

// agreed reports whether the language of b states a's figure somewhere, too: a
// text may hold two limits of a sort.
func (a figure) agreed(b figure, all []figure) bool {
	return slices.ContainsFunc(all, func(x figure) bool { return x.about(a) && x.language == b.language && x.same(a) })
}

func (a figure) name() string {
	if a.language == "" {
		return "English"
	}
	return a.language
}
