package openness

import (
	"fmt"
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
func (a *assessor) hold(id string, h held, message string, evidence ...doc.Evidence) {
	h.component = a.component(id)
	params := term.Params{"component": id, "checked": h.checked, "licence": nil}
	if l := h.licenceID(); l != "" {
		params["licence"] = l
		message += ", under " + l
	}
	f := finding.New(finding.Finding{
		Kind: term.ComponentFound, Scopes: []term.Scope{scopeOf(h.component)}, Source: term.Declared, Rule: id, Params: params,
		Message: h.component.Name + ": " + message, Evidence: evidence,
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

func (a *assessor) component(id string) Component {
	i := slices.IndexFunc(a.Definitions.MOF.Components, func(c Component) bool { return c.ID == id })
	if i < 0 {
		return Component{ID: id, Name: id}
	}
	return a.Definitions.MOF.Components[i]
}

// governing is the licence over a scope, nil when there is none or several
// that differ.
func (a *assessor) governing(scope term.Scope) *finding.License {
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
func (a *assessor) files() {
	if a.Snapshot == nil {
		return
	}
	s, info := a.Definitions.Signals, a.Snapshot.Info
	weights, code := a.governing(term.Weights), a.governing(term.Code)
	listed := func(id string, l *finding.License, what string, is func(hub.File) bool) {
		if n, first := countFiles(a.Snapshot.Files, is); n > 0 {
			a.hold(id, held{licence: l, checked: true}, fmt.Sprintf("%s in the file list (%s)", first, counted(n, what)), a.list()...)
		}
	}
	listed("final-parameters", weights, "file of weights", func(f hub.File) bool { return hub.IsWeights(f.Path) && !named(path.Dir(f.Path), s.Checkpoints) })
	listed("intermediate-parameters", weights, "file", func(f hub.File) bool { return hub.IsWeights(f.Path) && named(path.Dir(f.Path), s.Checkpoints) })
	listed(evaluationCode, code, "file", func(f hub.File) bool { return s.isCode(f.Path) && named(f.Path, s.Evaluation) })
	listed(trainingCode, code, "file", func(f hub.File) bool { return s.isCode(f.Path) && named(f.Path, s.Training) })
	listed("evaluation-results", weights, "file", func(f hub.File) bool { return path.Ext(f.Path) == ".json" && named(f.Path, s.Evaluation) })
	listed("architecture", code, "file of code", func(f hub.File) bool { return s.isCode(f.Path) && named(f.Path, s.Architecture) })
	if !a.has("architecture") && info.ModelType != "" {
		a.hold("architecture", held{licence: code}, fmt.Sprintf("of the type %q, which the library %q builds", info.ModelType, info.Library), a.cite("config"))
	}
	if info.Library != "" {
		a.hold("inference-code", held{licence: code}, fmt.Sprintf("the library %q runs it", info.Library), a.cite("library_name"))
	}
}

func (a *assessor) list() []doc.Evidence { return []doc.Evidence{a.cite("siblings")} }

func (a *assessor) cite(keys ...string) doc.Evidence {
	if a.Cite == nil {
		return doc.Evidence{Spans: []doc.Span{}}
	}
	return a.Cite(keys...)
}

func (a *assessor) has(id string) bool { return len(a.held[id]) > 0 }

func countFiles(files []hub.File, is func(hub.File) bool) (n int, first string) {
	for _, f := range files {
		if is(f) {
			if n++; first == "" {
				first = f.Path
			}
		}
	}
	return n, first
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	word, rest, _ := strings.Cut(what, " ")
	return finding.Number(int64(n)) + " " + strings.TrimSpace(word+"s "+rest)
}

// documents looks for what the card holds and names.
func (a *assessor) documents() {
	if a.Card == nil || !a.Card.Doc.Read() {
		return
	}
	own := a.governing(term.Weights)
	quoted := func(span doc.Span) doc.Evidence { return a.Card.Doc.Evidence(a.commit(), []doc.Span{span}) }
	words := 0
	for _, p := range a.passages {
		words += len(strings.Fields(p.words))
	}
	if words >= minCard && len(a.passages) > 0 {
		a.hold("model-card", held{licence: own, checked: true}, counted(words, "word"), quoted(a.passages[0].span))
	}
	for _, p := range a.passages {
		if a.has("technical-report") && a.has("research-paper") && a.has("evaluation-results") && a.has("data-card") {
			break
		}
		switch {
		case p.section == "":
		case !a.has("data-card") && dataTitle().MatchString(p.section) && p.words != p.section:
			a.hold("data-card", held{licence: own, checked: true}, "a section of the card on the training data", quoted(p.span))
		case !a.has("evaluation-results") && testTitle().MatchString(p.section) && hasFigure().MatchString(p.words):
			a.hold("evaluation-results", held{licence: own, checked: true}, "figures in the card", quoted(p.span))
		}
		a.papers(p, quoted)
	}
}

// minCard is how many words make a model card more than a label.
const minCard = 100

var (
	hasFigure = pattern(`\b\d{1,3}\.\d\b|\b\d{1,3} ?%`)
	isPaper   = pattern(`(?i)^https?://(?:www\.)?(?:arxiv\.org/(?:abs|pdf)/|openreview\.net/|aclanthology\.org/|doi\.org/|(?:huggingface\.co|hf\.co)/papers/)|\.pdf$`)
	ownPaper  = pattern(`\b(?:paper|report|preprint|publication|arxiv)\b`)
	citesMany = pattern(`acknowledg|references|related work|citation`)
)

// papers notes the links of a passage to a paper or report. Whether it is
// about this model, and under which licence it stands, a tool cannot see.
func (a *assessor) papers(p passage, quoted func(doc.Span) doc.Evidence) {
	if len(p.links) == 0 || citesMany().MatchString(p.section) {
		return
	}
	for _, l := range p.links {
		words := strings.ToLower(l.Text) + " " + p.words
		if !isPaper().MatchString(l.URL) || !ownPaper().MatchString(words) {
			continue
		}
		id := "research-paper"
		if strings.Contains(words, "report") {
			id = "technical-report"
		}
		if !a.has(id) {
			a.hold(id, held{}, "linked, not read", quoted(p.span))
		}
	}
}
