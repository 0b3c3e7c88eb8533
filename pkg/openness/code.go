package openness

import (
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// Components of the code that a card may link to.
const (
	trainingCode      = "training-code"
	preprocessingCode = "data-preprocessing-code"
	evaluationCode    = "evaluation-code"
)

// CodeLink is a link of a card that leads into a code repository.
type CodeLink struct {
	Repository string // address of the repository, without what follows
	// Components are the ids of what the words around the link say that it
	// leads to. It is empty for a link that says nothing of the kind: only a
	// look into the repository can tell what is there.
	Components []string
	span       doc.Span
}

// CodeLinks returns the links of a card that lead into code repositories, in
// the order of the text, each repository and component once.
func CodeLinks(c *card.Card, d *Definitions) []CodeLink {
	return codeLinks(passages(c), d.Signals)
}

func codeLinks(all []passage, s Signals) []CodeLink {
	var out []CodeLink
	for _, p := range all {
		for _, l := range p.links {
			address, path, ok := s.repository(l.URL)
			if !ok || l.Image || p.aboutLibrary() {
				continue
			}
			link := CodeLink{Repository: address, Components: s.meant(p, path), span: p.span}
			if link = news(out, link); link.Repository != "" {
				out = append(out, link)
			}
		}
	}
	return out
}

// news takes off a link what others have said; the zero link is no news.
func news(have []CodeLink, l CodeLink) CodeLink {
	seen := false
	for _, h := range have {
		if h.Repository == l.Repository {
			seen = true
			l.Components = slices.DeleteFunc(l.Components, func(id string) bool { return slices.Contains(h.Components, id) })
		}
	}
	if seen && len(l.Components) == 0 {
		return CodeLink{}
	}
	return l
}

// aboutLibrary reports whether a passage names the tools that a model was made
// with.
func (p passage) aboutLibrary() bool {
	return wording().WithLibrary.MatchString(p.words) && !wording().OwnCode.MatchString(p.words)
}

// meant says which components the words around a link, and its path, name.
func (s Signals) meant(p passage, path string) []string {
	words := wording().CodeTopic.ReplaceAllString(p.section+": "+p.words, "")
	training := wording().TrainedData.ReplaceAllString(words, "data")
	if p.onOthers || wording().ForReaders.MatchString(p.words) || wording().SectionForReaders.MatchString(p.section) {
		words, training = "", ""
	}
	var out []string
	for _, c := range []struct {
		id   string
		said bool
	}{
		{trainingCode, wording().TrainingCode.MatchString(training) || named(path, s.TrainingRepositories)},
		{preprocessingCode, wording().PreparingCode.MatchString(words) || named(path, s.Preprocessing)},
		{evaluationCode, wording().EvaluationCode.MatchString(words) || named(path, s.Evaluation)},
	} {
		if c.said {
			out = append(out, c.id)
		}
	}
	return out
}

// holds reports whether the file list of a code repository shows a component.
func (s Signals) holds(t *hub.CodeTree, component string) bool {
	words := map[string][]string{trainingCode: s.Training, preprocessingCode: s.Preprocessing, evaluationCode: s.Evaluation}[component]
	return slices.ContainsFunc(t.Files, func(f string) bool { return s.isCode(f) && named(f, words) })
}

func (s Signals) isCode(file string) bool {
	file = strings.ToLower(file)
	return slices.ContainsFunc(s.CodeEndings, func(ending string) bool { return strings.HasSuffix(file, ending) })
}
