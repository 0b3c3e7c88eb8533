package license

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// Governing is a licence that governs some scopes of a repository.
type Governing struct {
	Entry    *Entry // nil when the catalogue does not know it
	ID       string // catalogue id, or the name as written, or "unknown"
	SPDX     string
	Degree   Degree // Reference for a licence that is only declared
	Scopes   []term.Scope
	Source   term.Source // Detected for a text, Declared for a name, Inferred for one in prose
	Evidence []doc.Evidence
	// Possible are the texts that an ambiguous identifier may stand for.
	Possible []*Entry
	// Instead are the names of licences that may be chosen instead of this one.
	Instead []string
	Of      []string // sizes, versions or files that it governs alone; nil for all
}

// Conflict is a disagreement between two claims about the same scope.
type Conflict struct {
	A, B   Claim
	Scopes []term.Scope
}

// Reconciled is what all claims say together.
type Reconciled struct {
	Licenses  []Governing
	Conflicts []Conflict
}

// Reconcile weighs the claims about a repository. A text beats a name; several
// texts, and several names in one list, apply together; a name that no text
// bears out while another text stands there is a conflict. Prose counts only
// where no metadata names a licence; beside that, it is a conflict if it names
// another one for the main scope, and so is the metadata of a model file. What
// nobody knows stays unknown.
func (c *Catalogue) Reconcile(kind ref.Kind, claims []Claim) Reconciled {
	r := reconciler{catalogue: c, kind: kind}
	texts, names := r.part(claims)
	r.split(texts, names)
	for _, t := range texts {
		r.text(t)
	}
	names = r.chosen(names, texts)
	r.names = names
	stated := from(names, FromCard, FromName, FromTag)
	for _, n := range from(names, FromFile, FromGGUF, FromProse) {
		if n.Of == nil {
			r.hint(n, texts, stated)
		}
	}
	if metadata := from(names, FromFile, FromCard, FromName, FromTag, FromGGUF); len(metadata) > 0 {
		names = slices.DeleteFunc(names, func(n Claim) bool { return n.From == FromProse && n.Of == nil })
	}
	for _, n := range names {
		r.name(n, texts)
	}
	return r.out
}

// split narrows texts by what prose says: where it gives the licence of a text
// to one part ("the code is under …") and another licence to another, the text
// does not speak for the other.
func (r *reconciler) split(texts, names []Claim) {
	for i, t := range texts {
		var own, others []term.Scope
		for _, n := range from(names, FromProse) {
			entries := r.catalogue.Lookup(n.Name)
			switch {
			case slices.Equal(n.Scopes, DefaultScopes(r.kind)):
			case bears(t, entries):
				own = append(own, n.Scopes...)
			case !slices.ContainsFunc(texts, func(x Claim) bool { return bears(x, entries) }):
				others = append(others, n.Scopes...)
			}
		}
		if left := without(t.Scopes, without(others, own)); len(own) > 0 && len(left) > 0 {
			texts[i].Scopes = left
		}
	}
}

// from returns the claims of some places.
func from(claims []Claim, places ...From) []Claim {
	return slices.DeleteFunc(slices.Clone(claims), func(c Claim) bool { return !slices.Contains(places, c.From) })
}

type reconciler struct {
	catalogue *Catalogue
	kind      ref.Kind
	names     []Claim // all of them
	out       Reconciled
}

// part separates texts from names, fills in the scopes of each, and drops
// names that say no more than a stronger place does.
func (r *reconciler) part(claims []Claim) (texts, names []Claim) {
	var narrow []term.Scope
	for i, claim := range claims {
		if claim.Text == nil && claim.From != FromFile || claim.Scopes != nil {
			continue
		}
		if scopes, narrowed := Scopes(r.kind, claim.Path); narrowed {
			claims[i].Scopes = scopes
			narrow = append(narrow, scopes...)
		}
	}
	for _, claim := range claims {
		if claim.Scopes == nil {
			claim.Scopes = DefaultScopes(r.kind)
			if left := without(claim.Scopes, narrow); claim.Text != nil && len(left) > 0 {
				claim.Scopes = left // where others share out all scopes, what is left over speaks for all
			}
		}
		switch {
		case claim.Text != nil:
			texts = append(texts, claim)
		default:
			names = append(names, claim)
		}
	}
	return texts, informative(names)
}

// informative drops "other" and the like where a name is given, and names
// repeated by weaker places.
func informative(names []Claim) []Claim {
	var out []Claim
	said := map[string]bool{}
	for _, n := range names {
		key := strings.ToLower(strings.TrimSpace(n.Name))
		if key == "" || IsPlaceholder(key) || said[key] {
			continue
		}
		said[key] = true
		out = append(out, n)
	}
	return out
}

// IsPlaceholder reports whether an identifier says only that there is a licence,
// or none.
func IsPlaceholder(id string) bool {
	return inTitles().Placeholder[strings.ToLower(strings.TrimSpace(id))]
}

func without(scopes, taken []term.Scope) []term.Scope {
	return slices.DeleteFunc(slices.Clone(scopes), func(s term.Scope) bool { return slices.Contains(taken, s) })
}

// text adds every licence that a text holds, or an unknown one.
func (r *reconciler) text(claim Claim) {
	found := false
	for _, m := range claim.Text.Licenses {
		entry, _ := r.catalogue.Entry(m.ID)
		if m.Degree == Reference || entry != nil && entry.DocType == Exception && len(claim.Text.Licenses) > 1 {
			continue
		}
		found = true
		g := Governing{ID: m.ID, SPDX: m.SPDX, Degree: m.Degree, Scopes: claim.Scopes, Source: term.Detected,
			Evidence: []doc.Evidence{claim.Evidence}}
		g.Entry = entry
		r.add(g)
	}
	if !found {
		r.add(Governing{ID: "unknown", Degree: Modified, Scopes: claim.Scopes, Source: term.Detected, Evidence: []doc.Evidence{claim.Evidence}})
	}
}

// name weighs one declared name against the texts of its scopes.
func (r *reconciler) name(claim Claim, texts []Claim) {
	entries := r.catalogue.Lookup(claim.Name)
	against := slices.DeleteFunc(slices.Clone(texts), func(t Claim) bool { return !shares(t.Scopes, claim.Scopes[:1]) })
	another := claim.Of != nil && !slices.ContainsFunc(against, func(t Claim) bool { return bears(t, entries) })
	if len(against) == 0 || another { // what holds for one size contradicts nothing that holds for the others
		r.declare(claim, entries)
		return
	}
	if slices.ContainsFunc(against, func(t Claim) bool { return bears(t, entries) || len(entries) == 0 && !exact(t) }) {
		r.support(claim, entries)
		return
	}
	recognisable := slices.ContainsFunc(entries, func(e *Entry) bool { return e.HasText })
	for _, t := range against {
		if (identified(t) || recognisable && t.From == FromFile) && !r.listedWith(claim, t) {
			r.out.Conflicts = append(r.out.Conflicts, Conflict{A: claim, B: t, Scopes: claim.Scopes})
		}
	}
	r.declare(claim, entries)
}

// listedWith reports whether the list that a name stands in names the licence of
// a text, too: they apply together.
func (r *reconciler) listedWith(name, text Claim) bool {
	return name.From == FromCard && slices.ContainsFunc(r.names, func(n Claim) bool {
		return n.From == FromCard && n.Path == name.Path && bears(text, r.catalogue.Lookup(n.Name))
	})
}

// hint weighs a licence that prose or a model file names for the main scope
// against those that the card's metadata names.
func (r *reconciler) hint(hint Claim, texts, stated []Claim) {
	entries := r.catalogue.Lookup(hint.Name)
	main := []term.Scope{Main(r.kind)}
	agrees := func(n Claim) bool {
		known := r.catalogue.Lookup(n.Name)
		return len(known) == 0 || slices.ContainsFunc(known, func(e *Entry) bool {
			return slices.ContainsFunc(entries, func(p *Entry) bool { return stands(e, p.ID) || stands(p, e.ID) })
		})
	}
	other := slices.ContainsFunc(entries, func(e *Entry) bool { return e.DocType != Policy })
	borne := slices.ContainsFunc(texts, func(t Claim) bool { return bears(t, entries) })
	if len(stated) == 0 || !other || borne || !shares(hint.Scopes, main) || slices.ContainsFunc(stated, agrees) {
		return
	}
	r.out.Conflicts = append(r.out.Conflicts, Conflict{A: stated[0], B: hint, Scopes: main})
}

// declare adds a licence that is only named.
func (r *reconciler) declare(claim Claim, entries []*Entry) {
	g := Governing{ID: claim.Name, Degree: Reference, Scopes: claim.Scopes, Source: term.Declared, Evidence: []doc.Evidence{claim.Evidence},
		Instead: claim.instead, Of: claim.Of}
	if claim.From == FromProse && !claim.Plain {
		g.Source = term.Inferred
	}
	switch {
	case len(entries) == 1:
		g.Entry, g.ID, g.SPDX = entries[0], entries[0].ID, entries[0].SPDX
		g.Possible = r.members(entries[0])
	case len(entries) > 1:
		g.Possible = entries
	}
	r.add(g)
}

func (r *reconciler) members(e *Entry) []*Entry {
	var out []*Entry
	for _, id := range e.Members {
		if m, ok := r.catalogue.Entry(id); ok {
			out = append(out, m)
		}
	}
	return out
}

// support adds the claim's evidence to the text that bears it out. A name that
// the catalogue does not know is taken as the name of the text beside it.
func (r *reconciler) support(claim Claim, entries []*Entry) {
	for i, g := range r.out.Licenses {
		switch {
		case g.Source != term.Detected || !shares(g.Scopes, claim.Scopes):
		case g.Entry != nil && slices.ContainsFunc(entries, func(e *Entry) bool { return stands(e, g.ID) }):
			r.out.Licenses[i].Evidence = slices.Concat(g.Evidence, []doc.Evidence{claim.Evidence})
		case g.Entry == nil && len(entries) == 0 && g.ID == "unknown":
			r.out.Licenses[i].ID = claim.Name
			r.out.Licenses[i].Evidence = slices.Concat(g.Evidence, []doc.Evidence{claim.Evidence})
		}
	}
}

func (r *reconciler) add(g Governing) {
	for i, have := range r.out.Licenses {
		same := have.ID == g.ID && have.Source == g.Source && have.Degree == g.Degree && slices.Equal(have.Scopes, g.Scopes)
		if same && (have.Of == nil) == (g.Of == nil) && g.ID != "unknown" {
			r.out.Licenses[i].Evidence = slices.Concat(have.Evidence, g.Evidence)
			for _, of := range g.Of {
				if !slices.Contains(r.out.Licenses[i].Of, of) {
					r.out.Licenses[i].Of = append(slices.Clip(r.out.Licenses[i].Of), of)
				}
			}
			return
		}
	}
	r.out.Licenses = append(r.out.Licenses, g)
}

// bears reports whether a text is one that the entries stand for, changed or
// not.
func bears(t Claim, entries []*Entry) bool {
	return slices.ContainsFunc(t.Text.Licenses, func(m Match) bool {
		return m.Degree != Reference && slices.ContainsFunc(entries, func(e *Entry) bool { return stands(e, m.ID) })
	})
}

// stands reports whether an entry stands for the licence of a text. A text of
// which later versions may be chosen is that version's, too.
func stands(e *Entry, id string) bool {
	if e.ID == id || slices.Contains(e.Members, id) {
		return true
	}
	base, later := strings.CutSuffix(id, "-or-later")
	return later && (e.ID == base+"-only" || slices.Contains(e.Members, base+"-only"))
}

// Stands reports whether e is the licence with the given id, or an identifier
// that may stand for it.
func (e *Entry) Stands(id string) bool { return stands(e, id) }

// exact reports whether a text is a known licence word for word. Beside any
// other text a name that the catalogue does not know is the name of that text.
func exact(t Claim) bool {
	return slices.ContainsFunc(t.Text.Licenses, func(m Match) bool { return m.Degree == Exact })
}

func identified(t Claim) bool {
	return slices.ContainsFunc(t.Text.Licenses, func(m Match) bool { return m.Degree != Reference })
}

func shares(a, b []term.Scope) bool {
	return slices.ContainsFunc(a, func(s term.Scope) bool { return slices.Contains(b, s) })
}
