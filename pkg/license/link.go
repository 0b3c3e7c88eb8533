package license

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

// entry returns the entry that s describes, without what depends on other
// entries. s has passed check.
func (s *source) entry() *Entry {
	e := &Entry{
		ID: s.ID, SPDX: s.SPDX, Name: s.Name, Version: s.Version, Family: s.Family, DocType: cmp.Or(s.DocType, Licence),
		Aliases: s.names(), URLs: s.Aliases.URLs, Category: s.Category, OSIApproved: s.OSIApproved, FSFFree: s.FSFFree,
		OpenData: s.OpenData, Issuer: s.Issuer, Issued: s.Issued, Successor: s.Successor, Source: s.Source, Closed: s.Closed, Marks: s.Marks,
		Policies: s.Policies, Parameters: s.Parameters, Members: s.Members, HasText: s.hasText(),
		Rights: s.Rights, Absent: s.Absent, Complete: s.Complete, Disputed: s.Disputed, Drafted: s.Drafted,
	}
	e.FixedText = len(s.Members) == 0 && len(s.Parameters) == 0 && !s.Closed
	if s.FixedText != nil {
		e.FixedText = *s.FixedText
	}
	for _, t := range s.Terms {
		params, _ := t.params() // checked
		e.Terms = append(e.Terms, Term{Kind: t.Kind, Params: params, Policy: t.Policy, At: t.place()})
	}
	return e
}

// hasText reports whether s describes a text of the licence, and not only a
// notice that names it.
func (s *source) hasText() bool {
	return slices.ContainsFunc(s.Texts, func(t textSource) bool { return !t.Notice })
}

// names lists the aliases of s that are no addresses, in lower case, sorted.
func (s *source) names() []string {
	names := []string{}
	for _, list := range [][]string{s.Aliases.Hub, s.Aliases.ScanCode, s.Aliases.Names} {
		for _, name := range list {
			names = append(names, strings.ToLower(name))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// link checks what the entries say of each other and draws the terms of those
// with members. known holds the entries by id; sources are those to check.
func link(sources []*source, known map[string]*Entry) error {
	var faults []error
	for _, s := range sources {
		refs := []struct {
			field string
			ids   []string
		}{{"policies", s.Policies}, {"members", s.Members}}
		for _, r := range refs {
			for i, id := range r.ids {
				if known[id] == nil {
					faults = append(faults, s.fault("no entry "+id, r.field, i))
				}
			}
		}
		if s.Successor != "" && known[s.Successor] == nil {
			faults = append(faults, s.fault("no entry "+s.Successor, "successor"))
		}
		faults = append(faults, s.checkMembers(known))
	}
	return errors.Join(faults...)
}

func (s *source) checkMembers(known map[string]*Entry) error {
	var faults []error
	own := s.names()
	for i, id := range s.Members {
		m := known[id]
		if m == nil {
			continue // reported by link
		}
		if len(m.Members) > 0 {
			faults = append(faults, s.fault(id+" has members itself; list those", "members", i))
		}
		for _, alias := range m.Aliases {
			if alias == strings.ToLower(s.ID) || slices.Contains(own, alias) {
				faults = append(faults, s.fault(fmt.Sprintf("%s shares the alias %q; leave it to this entry", id, alias), "members", i))
			}
		}
	}
	return errors.Join(faults...)
}

// drawTerms sets the terms and order of the members of e.
func drawTerms(e *Entry, known map[string]*Entry) {
	slices.SortStableFunc(e.Members, func(a, b string) int { return strings.Compare(known[a].Issued, known[b].Issued) })
	type drawn struct {
		Term
		in int
	}
	var all []*drawn
	index := map[string]*drawn{}
	for _, id := range e.Members {
		counted := map[string]bool{}
		for _, t := range known[id].Terms {
			key := termKey(t)
			if index[key] == nil {
				t.At = nil // of the member's text
				index[key] = &drawn{Term: t}
				all = append(all, index[key])
			}
			if !counted[key] {
				index[key].in++
			}
			counted[key] = true
		}
	}
	for _, d := range all {
		d.Possible = d.in < len(e.Members)
		e.Terms = append(e.Terms, d.Term)
	}
	order := term.ClauseKinds()
	slices.SortStableFunc(e.Terms, func(a, b Term) int {
		return cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind))
	})
}

func termKey(t Term) string {
	params, _ := json.Marshal(t.Params) // maps of plain values always marshal
	return fmt.Sprint(t.Kind, t.Policy, string(params))
}
