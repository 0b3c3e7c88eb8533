package openness

import (
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// held is a component that the facts show.
type held struct {
	component Component
	licence   *finding.License // nil when nobody says under which
	spdx      string           // of a licence that another host names
	checked   bool             // it was looked at, not only named
	id        string           // of the finding that says so
}

// open reports whether the framework counts the component's licence as open.
func (h held) open(m *MOF) bool { return m.IsOpen(h.licenceID()) }

func (h held) licenceID() string {
	switch {
	case h.licence == nil:
		return h.spdx
	case h.licence.Match == "modified" || h.licence.Match == "partial":
		return ""
	case h.licence.SPDX != nil:
		return *h.licence.SPDX
	default:
		return h.licence.ID
	}
}

// hold notes a component and states it as a finding.
func (a *evidence) hold(id string, h held, where finding.Remark, evidence ...doc.Evidence) {
	h.component = a.component(id)
	says := []finding.Remark{where}
	params := term.Params{"component": id, "checked": h.checked, "licence": nil}
	if l := h.licenceID(); l != "" {
		params["licence"] = l
		says = append(says, finding.Say("under-licence", "licence", l))
	}
	f := finding.New(finding.Finding{
		Kind: term.ComponentFound, Scopes: []term.Scope{scopeOf(h.component)}, Source: term.Declared, Rule: id, Params: params,
		Title: h.component.Name, Remarks: says, Evidence: evidence,
	})
	h.id = f.ID
	a.made = append(a.made, f)
	a.held[id] = append(a.held[id], h)
}

func scopeOf(c Component) term.Scope {
	switch {
	case c.Type == CodeContent:
		return term.Code
	case c.ID == datasets:
		return term.Data
	default:
		return term.Weights
	}
}

func (a *evidence) component(id string) Component {
	i := slices.IndexFunc(a.Definitions.MOF.Components, func(c Component) bool { return c.ID == id })
	if i < 0 {
		return Component{ID: id, Name: id}
	}
	return a.Definitions.MOF.Components[i]
}

// governing is the licence over a scope, nil when there is none or several
// that differ.
func (a *evidence) governing(scope term.Scope) *finding.License {
	var found *finding.License
	for i, l := range a.Licenses {
		if !l.Covers(scope) {
			continue
		}
		if found != nil && found.ID != l.ID {
			return nil
		}
		found = &a.Licenses[i]
	}
	return found
}

// files looks for the components that stand in the repository itself.
func (a *evidence) files() {
	if a.Snapshot == nil {
		return
	}
	s, info := a.Definitions.Signals, a.Snapshot.Info
	weights, code := a.governing(term.Weights), a.governing(term.Code)
	files := listedFiles(a.Snapshot.Files, s)
	listed := func(id string, l *finding.License, is func(listedFile) bool) {
		switch n, first := countFiles(files, is); n {
		case 0:
		case 1:
			a.hold(id, held{licence: l, checked: true}, finding.Say("file-listed", "file", first), a.list()...)
		default:
			a.hold(id, held{licence: l, checked: true}, finding.Say("files-listed", "file", first, "more", n-1), a.list()...)
		}
	}
	listed("final-parameters", weights, func(f listedFile) bool { return f.weights && !named(path.Dir(f.path), s.Checkpoints) })
	listed("intermediate-parameters", weights, func(f listedFile) bool { return f.weights && named(path.Dir(f.path), s.Checkpoints) })
	listed(evaluationCode, code, func(f listedFile) bool { return f.code && named(f.path, s.Evaluation) })
	listed(trainingCode, code, func(f listedFile) bool { return f.code && named(f.path, s.Training) })
	listed("evaluation-results", weights, func(f listedFile) bool { return path.Ext(f.path) == ".json" && named(f.path, s.Evaluation) })
	listed("architecture", code, func(f listedFile) bool { return f.code && named(f.path, s.Architecture) })
	if !a.has("architecture") && info.ModelType != "" {
		a.hold("architecture", held{licence: code}, finding.Say("library-builds", "type", info.ModelType, "library", info.Library),
			a.cite("config"))
	}
	if info.Library != "" {
		a.hold("inference-code", held{licence: code}, finding.Say("library-runs", "library", info.Library), a.cite("library_name"))
	}
}

func (a *evidence) list() []doc.Evidence { return []doc.Evidence{a.cite("siblings")} }

func (a *evidence) cite(keys ...string) doc.Evidence {
	if a.Cite == nil {
		return doc.Evidence{Spans: []doc.Span{}}
	}
	return a.Cite(keys...)
}

func (a *evidence) has(id string) bool { return len(a.held[id]) > 0 }

// listedFile is a file with what its ending says of it.
type listedFile struct {
	path          string
	weights, code bool
}

func listedFiles(files []hub.File, s Signals) []listedFile {
	out := make([]listedFile, len(files))
	for i, f := range files {
		out[i] = listedFile{f.Path, hub.IsWeights(f.Path), s.isCode(f.Path)}
	}
	return out
}

func countFiles(files []listedFile, is func(listedFile) bool) (n int, first string) {
	for _, f := range files {
		if is(f) {
			if n++; first == "" {
				first = f.path
			}
		}
	}
	return n, first
}

// documents looks for what the card holds and names.
func (a *evidence) documents() {
	if a.Card == nil || !a.Card.Doc.Read() {
		return
	}
	own := a.governing(term.Weights)
	quoted := func(span doc.Span) doc.Evidence { return a.Card.Doc.Evidence(a.commit(), []doc.Span{span}) }
	words := 0
	for _, p := range a.passages {
		if p.words != "" {
			words += 1 + strings.Count(p.words, " ") // between two words stands one blank
		}
	}
	if words >= minCard && len(a.passages) > 0 {
		a.hold("model-card", held{licence: own, checked: true}, finding.Say("card-words", "words", words), quoted(a.passages[0].span))
	}
	for _, p := range a.passages {
		if a.has("technical-report") && a.has("research-paper") && a.has("evaluation-results") && a.has("data-card") {
			break
		}
		switch {
		case p.section == "":
		case !a.has("data-card") && p.onData && p.words != p.section:
			a.hold("data-card", held{licence: own, checked: true}, finding.Say("card-section-on-data"), quoted(p.span))
		case !a.has("evaluation-results") && p.onTests && wording().Figure.MatchString(p.words):
			a.hold("evaluation-results", held{licence: own, checked: true}, finding.Say("card-figures"), quoted(p.span))
		}
		a.papers(p, quoted)
	}
}

// minCard is how many words make a model card more than a label.
const minCard = 100

// papers notes the links of a passage to a paper or report. Whether it is
// about this model, and under which licence it stands, a tool cannot see.
func (a *evidence) papers(p passage, quoted func(doc.Span) doc.Evidence) {
	if len(p.links) == 0 || p.onOthers {
		return
	}
	for _, l := range p.links {
		words := strings.ToLower(l.Text) + " " + p.words
		if !wording().Paper.MatchString(l.URL) || !wording().OwnPaper.MatchString(words) {
			continue
		}
		id := "research-paper"
		if wording().Report.MatchString(words) {
			id = "technical-report"
		}
		if !a.has(id) {
			a.hold(id, held{}, finding.Say("paper-linked"), quoted(p.span))
		}
	}
}
