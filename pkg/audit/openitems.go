package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// limits states, one finding a text, what it limits, asks or conditions in
// words that nobody understood. A use policy that no licence names is stated as
// such; everything else that may bind counts.
func (f *finder) limits() {
	for _, p := range f.papers {
		if p.Role == doc.RolePolicy && !slices.ContainsFunc(f.bound, func(b paper) bool { return b.Document == p.Document }) || p.names != nil {
			continue
		}
		var at []doc.Evidence
		for _, o := range p.account.Open {
			if o.Limits {
				at = append(at, p.Evidence(f.snap.Commit, o.Spans))
			}
		}
		if len(at) > 0 {
			f.limit(p, at)
		}
	}
}

// prompts states which texts of a gate limit something in the words of a
// language that the clause rules do not read.
func (f *finder) prompts(a *Auditor) {
	for _, p := range f.papers {
		if p.Role != doc.RolePrompt || slices.ContainsFunc(p.account.Open, func(o clause.Open) bool { return o.Limits }) || len(p.clauses) > 0 {
			continue
		}
		if at := a.limitsOf(p.Document); len(at) > 0 {
			f.limit(p, []doc.Evidence{p.Evidence(f.snap.Commit, at)})
		}
	}
}

// limit states what a text limits in words that nobody understood.
func (f *finder) limit(p paper, at []doc.Evidence) {
	f.add(finding.Finding{
		Kind: term.LimitNotUnderstood, Scopes: p.scopes, Source: term.Detected, Evidence: at[:min(len(at), maxOpen)],
		Params:  term.Params{"items": int64(len(at))},
		Remarks: []finding.Remark{finding.Say("limit-not-understood", "path", p.Path)},
	})
}

// maxOpen bounds the sentences that one finding quotes; the account of the
// document lists all of them.
const maxOpen = 20

// unreadDocuments states which documents may hold terms and were not read, or
// are there with nothing in them.
func (f *finder) unreadDocuments() {
	for _, d := range f.unread() {
		f.unreadDocument(d, string(d.Status))
	}
	for _, p := range f.papers {
		if p.empty() {
			f.unreadDocument(p.Document, "empty")
		}
	}
}

func (f *finder) unreadDocument(d *doc.Document, status string) {
	scopes, _ := license.Scopes(f.kind, d.Path)
	f.add(finding.Finding{
		Kind: term.DocumentUnread, Scopes: scopes, Source: term.Declared, Evidence: []doc.Evidence{d.Evidence(f.snap.Commit, []doc.Span{})},
		Params:  term.Params{"role": string(d.Role), "status": status},
		Remarks: []finding.Remark{finding.Say("document-not-read", "path", d.Path, "status", status)},
	})
}

// open lists what a person still has to read: sentences of the texts in force
// and statements of the card, with their words.
func (f *found) open() []PlacedItem {
	out := []PlacedItem{}
	for _, p := range f.bound {
		for _, o := range p.account.Open {
			out = append(out, PlacedItem{Path: p.Path, OpenItem: openItem(p.Document, o)})
		}
	}
	for _, st := range f.statements {
		if st.Standing == NotUnderstood {
			why := []finding.Remark{finding.Say("open-statement")}
			out = append(out, PlacedItem{Path: f.card.Doc.Path, OpenItem: OpenItem{Quote: st.quote, Spans: st.Spans, Because: why}})
		}
	}
	for _, p := range f.parts {
		out = append(out, p.open()...)
	}
	return out
}

// documents lists what was read, with the account of each text.
func (f *found) documents(texts bool) []Document {
	out := make([]Document, len(f.docs))
	for i, d := range f.docs {
		if out[i].Document = d; !texts {
			out[i].Document = d.Address() // of many targets a report must not hold all that was read
		}
		if at := slices.IndexFunc(f.papers, func(p paper) bool { return p.Document == d }); at >= 0 {
			out[i].Account = account(d, f.papers[at].account)
		}
	}
	for _, p := range f.parts {
		out = append(out, p.documents(texts)...)
	}
	return out
}
