package audit

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// contents is what stands in a repository: the first step, reading.
type contents struct {
	snap     *hub.Snapshot
	kind     ref.Kind
	answer   answer
	card     *card.Card // nil when neither the card nor its metadata could be read
	docs     []*doc.Document
	papers   []paper
	problems []doc.Problem
	told     []*doc.Document // not read, and known to hold what is declared
	mute     bool            // no rules say what the words of a card mean
	// folder is the part of a repository that this is, "" for all of it; folders
	// are those with a card or a licence of their own, which speaks for them alone.
	folder  string
	folders []contents
}

// paper is a document that may hold terms, with what it says and what it is
// about.
type paper struct {
	*doc.Document
	reading
	scopes []term.Scope
	beside bool // it lies in a folder without weights: its place says what it is about
}

// read reads everything that a snapshot holds.
func (a *Auditor) read(kind ref.Kind, snap *hub.Snapshot) contents {
	c := contents{snap: snap, kind: kind, answer: newAnswer(snap), mute: a.cfg.Cards == nil, docs: slices.Clone(snap.Documents),
		problems: slices.Clone(snap.Problems)}
	if c.answer.info != nil {
		c.docs = append(c.docs, c.answer.info)
	}
	c.readCard(a.library)
	c.readPapers(a.library)
	c.divide(a.library)
	return c
}

// readCard reads the card, or the hub's copy of its metadata where the card
// could not be read, and takes the gate's texts from it.
func (c *contents) readCard(l *library) {
	c.card = c.parseCard(l)
	if c.card == nil {
		return
	}
	c.problems = append(c.problems, c.card.Problems...)
	for _, d := range c.card.Derived {
		same := func(have *doc.Document) bool { return have.Role == d.Role && have.SHA256 == d.SHA256 }
		if !slices.ContainsFunc(c.docs, same) {
			c.docs = append(c.docs, d)
		}
	}
}

func (c *contents) parseCard(l *library) *card.Card {
	if d := c.snap.Card(); d != nil && d.Read() {
		return l.cards.parse(d)
	}
	if c.answer.info == nil {
		return nil
	}
	start, end, ok := c.answer.at("cardData")
	if !ok {
		return nil
	}
	data := c.answer.info.Derive("cardData", doc.RoleCard, "json value", c.answer.info.Text[start:end])
	c.docs = append(c.docs, data)
	return card.ParseData(data)
}

// readPapers reads every document that may hold terms.
func (c *contents) readPapers(l *library) {
	for _, d := range c.docs {
		if d.Role == doc.RoleLinked && !d.Read() && c.declaresTextAt(l.catalogue, d.Path) {
			c.told = append(c.told, d)
		}
		if !d.Read() || !holdsTerms(d.Role) {
			continue
		}
		if (paper{Document: d}).empty() {
			c.problems = append(c.problems, doc.NewProblem("empty-document").At(d.Path))
		}
		p := paper{Document: d, reading: l.read(d), scopes: c.scopes(d.Path), beside: c.beside()}
		c.problems = append(c.problems, inDocument(d, p.identity.Problems)...)
		c.papers = append(c.papers, p)
	}
}

// declaresTextAt reports whether the card declares one licence, and an address
// is where that licence's fixed text is published: it tells nothing more.
func (c *contents) declaresTextAt(known *license.Catalogue, address string) bool {
	if c.card == nil || len(c.card.License.Values) != 1 {
		return false
	}
	at, declared := known.Lookup(address), known.Lookup(c.card.License.Values[0].Text)
	return len(at) == 1 && len(declared) == 1 && at[0].ID == declared[0].ID && at[0].FixedText
}

func holdsTerms(r doc.Role) bool {
	switch r {
	case doc.RoleLicence, doc.RolePolicy, doc.RolePrompt, doc.RoleLinked:
		return true
	default:
		return false
	}
}

// inDocument puts the path of d on problems that do not have one: a text is
// read once for all repositories that share it.
func inDocument(d *doc.Document, problems []doc.Problem) []doc.Problem {
	out := slices.Clone(problems)
	for i := range out {
		out[i].Path = &d.Path
	}
	return out
}

// main returns the scope that the repository is made of.
func (c *contents) main() term.Scope { return license.Main(c.kind) }

// self names the repository as it answered.
func (c *contents) self() ref.Ref {
	r := c.snap.Ref
	if r.Hub != ref.HuggingFace || c.snap.AnsweredID == r.Owner+"/"+r.Name {
		return r
	}
	if answered, err := ref.Parse(string(r.Kind) + "s/" + c.snap.AnsweredID); err == nil {
		r.Owner, r.Name = answered.Owner, answered.Name
	}
	return r
}

// cardRead reports whether the words of a card were read, and not only its
// metadata in the hub's answer.
func (c *contents) cardRead() bool { return c.card != nil && c.card.Doc.Read() }

// cardUnread reports whether there is a card of which nothing could be read:
// what it declares is unknown then, and not nothing.
func (c *contents) cardUnread() bool { return c.card == nil && c.snap.Card() != nil }

// unread lists the documents that exist, or are pointed to, and were not read;
// a card whose metadata nobody could make out is one of them.
func (c *contents) unread() []*doc.Document {
	var out []*doc.Document
	for _, d := range c.docs {
		if d.Status != doc.StatusRead && d.Status != doc.StatusAbsent && !slices.Contains(c.told, d) {
			out = append(out, d)
		}
	}
	if c.cardRead() && (c.mute || !c.card.Understood()) {
		unread := *c.card.Doc
		unread.Status = doc.StatusError
		out = append(out, &unread)
	}
	return out
}

// has reports whether the repository has a document of a role, read or not.
func (c *contents) has(role doc.Role) bool {
	return slices.ContainsFunc(c.docs, func(d *doc.Document) bool { return d.Role == role && d.Status != doc.StatusAbsent })
}

// pipelineTag says what the model is for: by the hub, or by the card where no
// hub was asked.
func (c *contents) pipelineTag() string {
	if tag := c.snap.Info.PipelineTag; tag != "" || c.card == nil {
		return tag
	}
	return c.card.PipelineTag.Text
}
