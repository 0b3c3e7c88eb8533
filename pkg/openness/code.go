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

const (
	trainWord = `\b(?:(?:pre|post|fine|re)[- ]?)?(?:train|tun)(?:ing|ed)?\b`
	codeWord  = `\b(?:code(?:base)?|scripts?|recipes?|pipelines?|repo(?:sitory|sitories)?)\b`
	dataWord  = `\b(?:data|datasets?|corpus|corpora)\b`
	prepWord  = `\b(?:prep(?:aration|aring|are)?|(?:pre-?)?process(?:ing|ed)?|filter(?:ing|ed)?|curat(?:ion|ing|ed)|de-?dup\w*|clean(?:ing` +
		`|ed))\b`
	evalWord = `\b(?:eval(?:uation|uating|uate|s)?|benchmarking)\b`
)

var (
	trainsWithCode = pattern(trainWord+`[^.;]{0,40}`+codeWord+`|`+codeWord+`[^.;]{0,60}`+trainWord,
		"code", "script", "recipe", "pipeline", "repo")
	prepsWithCode = pattern(dataWord+` ?`+prepWord+`[^.;]{0,40}`+codeWord+`|`+codeWord+`[^.;]{0,60}`+dataWord+` ?`+
		prepWord+`|`+prepWord+` (?:of )?(?:the )?(?:training )?`+dataWord+`[^.;]{0,30}`+codeWord,
		"code", "script", "recipe", "pipeline", "repo")
	evalsWithCode = pattern(evalWord+`[^.;]{0,30}`+codeWord+`|`+codeWord+`[^.;]{0,40}`+evalWord, "eval", "benchmarking")

	// A library that a model was trained with is not the code that trained it,
	// and an offer to train further is not either.
	withLibrary = pattern(trainWord+`(?: [\w.-]+){0,6} (?:with|using|via|by|thanks to|on top of)\b|\b(?:built|powered) (?:with|by)\b`+
		`|\b\d+x faster\b`, "train", "tun", "built", "powered", "faster")
	forReaders = pattern(`\b(?:you (?:can|may|could|want)|can be|if you|how to|want to|your own|easily|supports?|users? (?:can|may))\b`,
		"you", "can", "how to", "want to", "easily", "support", "may")
	ownCode     = pattern(`\b(?:code|scripts?)\b`, "code", "script")
	trainedData = pattern(`\btrain(?:ing)? (?:data(?:sets?)?|sets?|corpus|corpora)\b`, "train")
	// What a model is good at.
	codeTopic   = pattern(`\bcode (?:generation|completion|search|instruct\w*|data\w*|llms?|models?|tasks?)\b`, "code ")
	aboutOthers = pattern(`acknowledg|credit|citation|references|related work|usage|how to use|inference|deploy`,
		"acknowledg", "credit", "citation", "references", "related work", "usage", "how to use", "inference", "deploy")
)

// aboutLibrary reports whether a passage names the tools that a model was made
// with.
func (p passage) aboutLibrary() bool {
	return withLibrary.MatchString(p.words) && !ownCode.MatchString(p.words)
}

// meant says which components the words around a link, and its path, name.
func (s Signals) meant(p passage, path string) []string {
	words := codeTopic.ReplaceAllString(p.section+": "+p.words, "")
	training := trainedData.ReplaceAllString(words, "data")
	if forReaders.MatchString(p.words) || aboutOthers.MatchString(p.section) {
		words, training = "", ""
	}
	var out []string
	for _, c := range []struct {
		id   string
		said bool
	}{
		{trainingCode, trainsWithCode.MatchString(training) || named(path, s.TrainingRepositories)},
		{preprocessingCode, prepsWithCode.MatchString(words) || named(path, s.Preprocessing)},
		{evaluationCode, evalsWithCode.MatchString(words) || named(path, s.Evaluation)},
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
	return slices.ContainsFunc(s.CodeEndings, func(ending string) bool { return strings.HasSuffix(strings.ToLower(file), ending) })
}
