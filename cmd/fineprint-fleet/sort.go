package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

// modelRow is what the tables make of one repository: its label against its text
// and what stands upstream. Every count of every table is a count of these rows,
// by their columns; what is behind each stands in the rows of evidence of the
// same target and commit.
type modelRow struct {
	Target        string `parquet:"target"`
	Commit        string `parquet:"commit"`
	Label         string `parquet:"label,dict"`          // licences that the label names, with a blank between them
	LabelStanding string `parquet:"label_standing,dict"` // permissive, other, unknown or none
	Text          string `parquet:"text,dict"`           // licences that were found in texts
	TextStanding  string `parquet:"text_standing,dict"`  // there, missing, other than the label, or none
	Upstream      string `parquet:"upstream,dict"`       // licences upstream
	Family        string `parquet:"family"`              // what it goes back to
	Drift         string `parquet:"drift,dict"`          // of what goes back to something: see the Drift… constants
	Washed        string `parquet:"washed,dict"`         // whence a permissive label is contradicted: text, upstream, both; empty: it is not
	Unknown       string `parquet:"unknown,dict"`        // names of licences that nobody knows
	CommercialUse string `parquet:"commercial_use,dict"`
	Outcome       string `parquet:"outcome,dict"`
	Downloads     int64  `parquet:"downloads"`

	cited []cited
}

// What became of the terms of an ancestor on a label.
const (
	driftHidden = "permissive-label-over-terms"
	driftNone   = "no-label"
	driftSame   = "same-licence"
	driftOther  = "another-licence"
)

// Standings of a label and of a text.
const (
	standingPermissive = "permissive"
	standingOther      = "other"
	standingUnknown    = "unknown"
	standingNone       = "none"
	standingThere      = "there"
	standingMissing    = "missing"
)

// sorter knows which licences are permissive and which clauses restrict.
type sorter struct {
	licenses    *license.Catalogue
	restrictive map[string]bool // kinds of clauses
}

func newSorter(set *rules.Rules) sorter {
	s := sorter{set.Licenses, map[string]bool{}}
	for _, k := range term.ClauseKinds() {
		if info, ok := set.Clauses.Kind(k); ok && info.Restrictive() {
			s.restrictive[string(k)] = true
		}
	}
	return s
}

// sort says what a row is to the tables.
func (s sorter) sort(r *result) (*modelRow, error) {
	m := &modelRow{Target: r.Target, Commit: r.Commit, Label: r.Declared, Text: r.Concluded, Upstream: r.Upstream, Family: r.Family,
		Unknown: r.Unknown, CommercialUse: r.CommercialUse, Outcome: r.Outcome, Downloads: r.Downloads}
	if r.Evidence != "" {
		if err := json.Unmarshal([]byte(r.Evidence), &m.cited); err != nil {
			return nil, fmt.Errorf("the evidence of %s: %w", r.Target, err)
		}
	}
	m.LabelStanding, m.TextStanding = s.label(r.Declared), text(r)
	own, inherited := false, false
	for _, c := range m.cited {
		if s.restrictive[c.Kind] && c.Source == string(term.Inherited) {
			inherited = true
		} else if s.restrictive[c.Kind] {
			own = true
		}
	}
	if m.LabelStanding == standingPermissive {
		m.Washed = washed(own, inherited)
	}
	if r.Family != "" {
		m.Drift = m.drift(inherited)
	}
	return m, nil
}

func washed(own, inherited bool) string {
	switch {
	case own && inherited:
		return "both"
	case own:
		return "text"
	case inherited:
		return "upstream"
	}
	return ""
}

// drift says what became on the label of an ancestor's licence, whose terms may
// come along.
func (m *modelRow) drift(inherited bool) string {
	labels, upstream := strings.Fields(m.Label), strings.Fields(m.Upstream)
	switch {
	case inherited && m.LabelStanding == standingPermissive:
		return driftHidden
	case m.Label == "":
		return driftNone
	case slices.ContainsFunc(labels, func(l string) bool { return slices.Contains(upstream, l) }):
		return driftSame
	}
	return driftOther
}

// label is permissive where all that it names is.
func (s sorter) label(names string) string {
	standing := standingNone
	for _, id := range strings.Fields(names) {
		e, known := s.licenses.Entry(id)
		switch {
		case !known:
			return standingUnknown
		case e.Category != term.Permissive && e.Category != term.PublicDomain:
			standing = standingOther
		case standing == standingNone:
			standing = standingPermissive
		}
	}
	return standing
}

func text(r *result) string {
	found := strings.Fields(r.Findings)
	switch {
	case slices.Contains(found, string(term.LicenceTextMissing)):
		return standingMissing
	case slices.Contains(found, string(term.LicenceContradiction)) || slices.Contains(found, string(term.LicenceModified)):
		return standingOther
	case r.Concluded != "":
		return standingThere
	}
	return standingNone
}

// because is the first of what is cited that fits; the zero value where nothing
// does.
func (m *modelRow) because(fits func(cited) bool) cited {
	if i := slices.IndexFunc(m.cited, fits); i >= 0 {
		return m.cited[i]
	}
	return cited{}
}
