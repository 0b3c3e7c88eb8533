package audit

import (
	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// TextSchema names the version of the text report's form.
const TextSchema = "fineprint.text/1"

// TextReport says what stands in some texts, with nothing added from the
// catalogue.
type TextReport struct {
	Schema    string         `json:"schema"`
	Tool      Tool           `json:"tool"`
	Documents []TextDocument `json:"documents"`
}

// TextDocument is what one text says.
type TextDocument struct {
	Path      string        `json:"path"`
	SHA256    string        `json:"sha256"`
	Bytes     int64         `json:"bytes"`
	Status    doc.Status    `json:"status"`
	Licenses  []TextLicense `json:"licenses"`
	Unmatched []doc.Span    `json:"unmatched"` // words that no known licence explains
	Clauses   []Clause      `json:"clauses"`
	// Rights is what the text lets its reader do; nil for a use policy, which
	// only takes away, and for what was not read.
	Rights   map[term.Right]TextRight `json:"rights"`
	Account  *Account                 `json:"account"` // nil: the text was not read
	Summary  finding.Summary          `json:"summary"`
	Problems []doc.Problem            `json:"problems"`
}

// TextLicense is a licence that a text is, holds or names.
type TextLicense struct {
	ID       string         `json:"id"`
	SPDX     *string        `json:"spdx"`
	Name     string         `json:"name"`
	Family   string         `json:"family"`
	Aliases  []string       `json:"aliases"`
	Match    license.Degree `json:"match"`
	Covers   float64        `json:"covers"`
	Complete float64        `json:"complete"`
	Spans    []doc.Span     `json:"spans"`
}

// Clause is one clause with its words.
type Clause struct {
	Kind   term.Kind   `json:"kind"`
	Params term.Params `json:"params"`
	Rule   string      `json:"rule"`
	Quote  string      `json:"quote"`
	Spans  []doc.Span  `json:"spans"`
	// Section is the number by which the words are cited, such as 3(b).
	Section *string `json:"section"`
}

// Account says what became of the sentences and list items of a text: known,
// clause, plain and open add up to sentences.
type Account struct {
	Sentences int        `json:"sentences"`
	Known     int        `json:"known"`  // stand in a known licence
	Clause    int        `json:"clause"` // explained by the clauses found in them
	Plain     int        `json:"plain"`  // bind nobody further
	Open      []OpenItem `json:"open"`   // a person has to read them
}

// OpenItem is a sentence or list item that was not understood.
type OpenItem struct {
	Quote   string           `json:"quote"`
	Spans   []doc.Span       `json:"spans"`
	Because []finding.Remark `json:"because"`
	Why     string           `json:"why"`     // the sentence that whoever writes the report makes of it
	Reaches []term.Right     `json:"reaches"` // the rights that it may take from; null: every right
}

func openItem(d *doc.Document, o clause.Open) OpenItem {
	return OpenItem{Quote: d.Quote(o.Spans), Spans: o.Spans, Because: []finding.Remark{WhyOpen(o.Why)}, Reaches: o.Reach}
}

// WhyOpen says why a sentence is open.
func WhyOpen(w clause.Why) finding.Remark {
	switch {
	case len(w.Topics) > 0:
		return finding.Say(string(w.Code), "topics", w.Topics)
	case w.Script != "":
		return finding.Say(string(w.Code), "script", w.Script)
	default:
		return finding.Say(string(w.Code))
	}
}

func account(d *doc.Document, a clause.Account) *Account {
	out := &Account{Sentences: a.Sentences, Known: a.Known, Clause: a.Clause, Plain: a.Plain, Open: []OpenItem{}}
	for _, o := range a.Open {
		out.Open = append(out.Open, openItem(d, o))
	}
	return out
}

// TextRight is the answer for one right, with the clauses behind it, by index,
// and the sentences that grant it.
type TextRight struct {
	Value  term.Answer `json:"value"`
	By     []int       `json:"by"`
	Grants []TextGrant `json:"grants"`
}

// TextGrant is a sentence that grants something.
type TextGrant struct {
	Quote string     `json:"quote"`
	Spans []doc.Span `json:"spans"`
}

func textRights(rights map[term.Right]finding.Right) map[term.Right]TextRight {
	if rights == nil {
		return nil
	}
	out := map[term.Right]TextRight{}
	for name, r := range rights {
		grants := []TextGrant{}
		for _, g := range r.Grants {
			grants = append(grants, TextGrant{Quote: g.Quote, Spans: g.Spans})
		}
		out[name] = TextRight{Value: r.Value, By: r.By, Grants: grants}
	}
	return out
}

// ReadTexts reads documents and reports each of them, the unread ones included.
func (a *Auditor) ReadTexts(docs []*doc.Document) *TextReport {
	report := &TextReport{Schema: TextSchema, Tool: a.cfg.Tool, Documents: make([]TextDocument, len(docs))}
	for i, d := range docs {
		report.Documents[i] = a.readText(d)
	}
	return report
}

func (a *Auditor) readText(d *doc.Document) TextDocument {
	out := TextDocument{
		Path: d.Path, SHA256: d.SHA256, Bytes: d.Bytes, Status: d.Status,
		Licenses: []TextLicense{}, Unmatched: []doc.Span{}, Clauses: []Clause{}, Problems: []doc.Problem{},
		Summary: finding.Unknown(),
	}
	if !d.Read() {
		return out
	}
	r := a.library.read(d)
	for _, l := range r.identity.Licenses {
		out.Licenses = append(out.Licenses, TextLicense{
			ID: l.ID, SPDX: plainSPDX(l), Name: l.Name, Family: l.Family, Aliases: list(l.Aliases),
			Match: l.Degree, Covers: l.Covers, Complete: l.Complete, Spans: list(l.Spans),
		})
	}
	for _, m := range r.clauses {
		out.Clauses = append(out.Clauses, Clause{Kind: m.Kind, Params: m.Params, Rule: m.Rule, Quote: d.Quote(m.Spans), Spans: m.Spans,
			Section: optional(m.Section)})
	}
	out.Unmatched = list(r.identity.Unmatched)
	out.Problems = list(r.identity.Problems)
	out.Account = account(d, r.account)
	out.Summary = finding.Summarise(a.cfg.Clauses.Kinds(), r.terms)
	out.Rights = textRights(out.Summary.Rights)
	return out
}

// plainSPDX returns the SPDX identifier of a text that is that licence or
// names it; a changed text has none.
func plainSPDX(m license.Match) *string {
	if m.Degree == license.Modified || m.Degree == license.Partial {
		return nil
	}
	return optional(m.SPDX)
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// list replaces nil by an empty list, which JSON shows as [].
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
