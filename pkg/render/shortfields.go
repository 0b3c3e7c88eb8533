package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// licenceLines names the licences, with how surely each is known.
func licenceLines(t audit.TargetReport) []string {
	if unreadCause(t) != "" {
		return []string{"not read"}
	}
	if len(t.Licenses) == 0 {
		return []string{"none found: without one nobody has any right to use it"}
	}
	alike := !slices.ContainsFunc(t.Licenses, func(l finding.License) bool { return !slices.Equal(l.Scopes, t.Licenses[0].Scopes) })
	var out []string
	for _, lic := range t.Licenses {
		s := lic.ID + ": " + degree(lic)
		if !alike || len(lic.Scopes) == 1 {
			s += ", for " + scopeList(lic.Scopes)
		}
		if lic.Component != "" {
			s += " in " + component(lic.Component)
		}
		if len(lic.Evidence) > 0 {
			s += " [" + sections(lic.Evidence[:1]) + "]"
		}
		out = append(out, s)
	}
	return out
}

func component(name string) string {
	if name == "." {
		return "everything else"
	}
	return name
}

func scopeList(scopes []term.Scope) string {
	words := make([]string, len(scopes))
	for i, s := range scopes {
		words[i] = string(s)
	}
	return joined("and", words)
}

// inShort is the answer in one sentence.
func inShort(b brief) string {
	s := "Commercial use: " + commercial(b.Summary)
	switch n := len(b.Limits); {
	case n == 1:
		s += ". One limit"
	case n > 1:
		s += ". " + count(n) + " limits"
	case b.Summary.RestrictionFree != nil && *b.Summary.RestrictionFree:
		s += ". No limit on who may use it, or for what"
	}
	if in := confined(b.Limits); len(in) > 0 {
		s += ", in " + strings.Join(in, " and ") + " alone"
	}
	return s + "."
}

// confined names the parts of the target in which all limits stand; nothing when
// one of them stands in the whole.
func confined(limits []limit) []string {
	var in []string
	for _, l := range limits {
		for _, f := range l.Findings {
			if len(f.Components) == 0 || slices.Contains(f.Components, wholeTarget) {
				return nil
			}
			in = append(in, f.Components...)
		}
	}
	slices.Sort(in)
	return slices.Compact(in)
}

// wholeTarget is the part that is all of a target but its other parts.
const wholeTarget = "."

// namedIn are the places that name a target, as "app.py:3".
func namedIn(t audit.Target) []string {
	places := make([]string, len(t.NamedIn))
	for i, at := range t.NamedIn {
		places[i] = at.Path + ":" + strconv.Itoa(at.Line)
	}
	return places
}

// fewPlaces is how many places a short report spells out.
const fewPlaces = 3

// namedLine says where a list or a source names a target; empty if none does.
func namedLine(t audit.Target) string {
	places := namedIn(t)
	if len(places) > fewPlaces+1 {
		places = append(places[:fewPlaces:fewPlaces], fmt.Sprintf("%d more places", len(places)-fewPlaces))
	}
	return strings.Join(places, ", ")
}

// readLine says what was read and what was not understood.
func readLine(t audit.TargetReport) string {
	read := 0
	var unread []string
	sentences := 0
	for _, d := range t.Documents {
		if d.Read() {
			read++
		} else {
			unread = append(unread, fmt.Sprintf("%s (%s)", d.Path, d.Status))
		}
		if d.Account != nil {
			sentences += len(d.Account.Open)
		}
	}
	s := fmt.Sprintf("%d of %d documents", read, len(t.Documents))
	if t.Target.FetchedAt != nil {
		s += ", " + t.Target.FetchedAt.UTC().Format(time.DateOnly)
	}
	if t.Target.Gated != "" {
		s += ". Gated (" + t.Target.Gated + ")"
	}
	if len(unread) > 0 {
		s += ". Not read: " + strings.Join(unread, ", ")
	}
	switch {
	case len(t.Open) > 0:
		s += ". Not understood: " + openPlaces(t)
	case sentences == 1:
		s += ". Not understood: one sentence"
	case sentences > 1:
		s += ". Not understood: " + count(sentences) + " sentences"
	}
	return s + "."
}

// openPlaces says where the words stand that a person has to read.
func openPlaces(t audit.TargetReport) string {
	at := make([]doc.Evidence, len(t.Open))
	for i, o := range t.Open {
		at[i] = doc.Evidence{Path: o.Path, Spans: o.Spans}
	}
	const few = 6
	if len(at) > few {
		return fmt.Sprintf("%d sentences, from %s on", len(at), sections(at[:1]))
	}
	return sections(at)
}

// upstreamLines names what the target is made from, the nearest first.
func upstreamLines(t audit.TargetReport) []string {
	var out []string
	nodes := map[string]audit.LineageNode{}
	for _, n := range t.Lineage.Nodes {
		nodes[n.ID] = n
	}
	for _, e := range t.Lineage.Edges {
		if line := step(e, nodes[e.To]); !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	const few = 5
	if len(out) > few {
		out = append(out[:few-1], fmt.Sprintf("and %d more", len(out)-few+1))
	}
	return out
}

// verdictLine names the limits that the outcome rests on; empty where no profile
// found any to apply.
func verdictLine(b brief) string {
	var applies []string
	for i, l := range b.Limits {
		if l.State == finding.Triggered {
			applies = append(applies, strconv.Itoa(i+1))
		}
	}
	switch len(applies) {
	case 0:
		return ""
	case 1:
		return string(b.Verdict.Outcome) + ": limit " + applies[0] + " applies."
	}
	return string(b.Verdict.Outcome) + ": limits " + joined("and", applies) + " apply."
}
