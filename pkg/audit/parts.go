package audit

import (
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// divide puts what stands in folders with a card or a licence of their own into
// parts, each read like a repository of its own.
func (c *contents) divide(l *library) {
	folders := c.ownFolders()
	if len(folders) == 0 {
		return
	}
	parts := make([]contents, len(folders))
	for i, folder := range folders {
		parts[i] = contents{snap: c.snap, kind: c.kind, answer: c.answer, mute: c.mute, folder: folder}
	}
	home := func(d *doc.Document) int {
		return slices.IndexFunc(folders, func(f string) bool { return within(f, hub.Home(d.Path)) })
	}
	c.docs = slices.DeleteFunc(c.docs, func(d *doc.Document) bool {
		i := home(d)
		if i < 0 || !speaksForFolder(d.Role) {
			return false
		}
		parts[i].docs = append(parts[i].docs, d)
		return true
	})
	c.papers = slices.DeleteFunc(c.papers, func(p paper) bool { return !slices.Contains(c.docs, p.Document) })
	for i := range parts {
		p := &parts[i]
		if d := p.ownCard(); d != nil && d.Read() {
			p.card = card.Parse(d)
			p.problems = append(p.problems, p.card.Problems...)
		}
		p.readPapers(l)
	}
	c.folders = parts
}

// ownFolders lists the folders that have a card beside weights, or a licence,
// deepest first.
func (c *contents) ownFolders() []string {
	var out []string
	for _, d := range c.docs {
		home := hub.Home(d.Path)
		own := d.Role == doc.RoleLicence || d.Role == doc.RoleCard && holdsWeights(c.snap, home)
		if own && home != "." && d.Status != doc.StatusAbsent && d != c.snap.Card() && !slices.Contains(out, home) {
			out = append(out, home)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		if n := strings.Count(b, "/") - strings.Count(a, "/"); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	return out
}

// speaksForFolder reports whether a document of a role speaks for the folder
// that it lies in.
func speaksForFolder(r doc.Role) bool {
	return slices.Contains([]doc.Role{doc.RoleCard, doc.RoleLicence, doc.RolePolicy, doc.RoleNotice, doc.RoleHeader}, r)
}

// ownCard returns the card of a part, nil when it has none.
func (c *contents) ownCard() *doc.Document {
	i := slices.IndexFunc(c.docs, func(d *doc.Document) bool { return d.Role == doc.RoleCard })
	if i < 0 {
		return nil
	}
	return c.docs[i]
}

// within reports whether name is folder or lies below it.
func within(folder, name string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }

// holdsWeights reports whether files of weights lie in a folder or below it.
func holdsWeights(snap *hub.Snapshot, folder string) bool {
	return slices.ContainsFunc(snap.Files, func(f hub.File) bool { return within(folder, path.Dir(f.Path)) && hub.IsWeights(f.Path) })
}

// scopes returns what a document of terms is about. In a folder of a model
// without weights that is code, unless its name says otherwise.
func (c *contents) scopes(name string) []term.Scope {
	scopes, narrowed := license.Scopes(c.kind, name)
	if !narrowed && c.beside() {
		return []term.Scope{term.Code}
	}
	return scopes
}

// beside reports whether this is a folder of a model that holds no weights.
func (c *contents) beside() bool {
	return c.folder != "" && c.kind == ref.Model && !holdsWeights(c.snap, c.folder)
}

// allUnread lists the documents of the whole and of its folders that were not
// read.
func (c *contents) allUnread() []*doc.Document {
	out := c.unread()
	for _, folder := range c.folders {
		out = append(out, folder.unread()...)
	}
	return out
}

// rest names what lies outside of the parts of a target.
const rest = "."

// join finds what the parts of a target state and adds it to what the whole
// does, saying of each where it stands.
func (f *found) join(a *Auditor) {
	f.words = f.wordParts()
	if len(f.namedFolders) == 0 && len(f.words) == 0 {
		return
	}
	f.governing = given(f.governing)
	for i, one := range f.findings {
		if len(one.Components) == 0 {
			f.findings[i].Components = []string{rest}
		}
	}
	for _, n := range f.namedFolders {
		part := finder{named: n, kinds: a.cfg.Clauses.Kinds()}
		part.terms(a)
		for _, l := range n.licenses {
			l.Component = n.folder
			f.governing = append(f.governing, l)
		}
		for _, one := range part.out {
			f.place(one, n.folder)
		}
		f.parts = append(f.parts, found{named: n, findings: part.out, governing: n.licenses})
	}
}

// place adds a finding of a part, or the part to the same finding elsewhere.
func (f *found) place(one finding.Finding, folder string) {
	i := slices.IndexFunc(f.findings, func(have finding.Finding) bool { return have.ID == one.ID })
	if i < 0 {
		one.Components = []string{folder}
		f.findings = append(f.findings, one)
		return
	}
	f.findings[i].Components = append(f.findings[i].Components, folder)
	f.findings[i].Evidence = slices.Concat(f.findings[i].Evidence, one.Evidence)
}

// uncovered lists where weights lie that no licence governs: folders of which
// neither a part nor the whole has one.
func (f *found) uncovered() []string {
	if f.kind != ref.Model || len(f.parts) == 0 || covers(f.licenses, term.Weights) {
		return nil
	}
	var out []string
	for _, file := range f.snap.Files {
		dir := path.Dir(file.Path)
		governed := func(p found) bool { return within(p.folder, dir) && covers(p.governing, term.Weights) }
		if hub.IsWeights(file.Path) && !slices.Contains(out, dir) && !slices.ContainsFunc(f.parts, governed) {
			out = append(out, dir)
		}
	}
	return out
}

func covers(licenses []finding.License, scope term.Scope) bool {
	return slices.ContainsFunc(licenses, func(l finding.License) bool { return l.Covers(scope) })
}
