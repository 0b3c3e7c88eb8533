package openness

import (
	"net/url"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// dataMention is a passage that says by name which data the model was trained
// on.
type dataMention struct {
	name string // of the data, or the address of its page
	span doc.Span
}

var (
	trainedOn = pattern(trainWord+`(?: [\w.,-]+){0,6} (?:on|with|using|from|over)\b|`+
		`\btrain(?:ing)?(?: and \w+)? (?:data|sets?|corpus|mix)`, "train", "tun")
	dataWords = pattern(dataWord+`|\bmix(?:ture|es)?\b|\bpile\b`, "data", "corp", "mix", "pile")
	dataTitle = pattern(`\btrain(?:ing)?\b[\w ]*\b(?:data|datasets?|set|corpus)\b|^(?:the )?(?:data|datasets?)(?: (?:used|sources?|mix`+
		`|sequence))?$`, "train", "data")
	testTitle = pattern(`eval|benchmark|results|metrics|leaderboard|citation|acknowledg`,
		"eval", "benchmark", "results", "metrics", "leaderboard", "citation", "acknowledg")
	testWords = pattern(`\b(?:eval\w*|benchmarks?|tests?|tested|test sets?)\b`, "eval", "benchmark", "test")
	namedData = pattern(`(?:[Tt]rained|[Tt]uned|-tuned)(?: \w+){0,3} on (?:the |a subset of the |a filtered version of the `+
		`)?([A-Z][\w.+-]*(?: [A-Z0-9][\w.+-]*){0,4}) (?:[Dd]ata ?set|[Cc]orpus|[Cc]orpora)`, "rained", "uned")
	namesNoOne = pattern(`^(?:Unknown|None|Custom|Private|Internal|Proprietary|Synthetic|Public|Publicly|Our|Various|Large)\b`)
)

// dataMentions returns where a card's text names training data: a link to it,
// or a name.
func dataMentions(all []passage) []dataMention {
	var out []dataMention
	add := func(m dataMention) {
		if !slices.ContainsFunc(out, func(have dataMention) bool { return have.name == m.name }) {
			out = append(out, m)
		}
	}
	for _, p := range all {
		trains := strings.Contains(p.words, "train") || strings.Contains(p.words, "tun")
		if len(p.links) == 0 && !trains || testTitle.MatchString(p.section) || forReaders.MatchString(p.words) {
			continue
		}
		training := dataTitle.MatchString(p.section) || trainedOn.MatchString(p.words)
		for _, l := range p.links {
			switch kind := linkedData(l.URL); {
			case kind == hubDataset && (training || dataWords.MatchString(p.words) && !testWords.MatchString(p.words)):
				add(dataMention{l.URL, p.span})
			case kind == otherPage && trainedOn.MatchString(p.words) && dataWords.MatchString(strings.ToLower(l.Text)+" "+p.words) &&
				namesData(l.Text, p.words):
				add(dataMention{l.URL, p.span})
			}
		}
		if m := namedData.FindStringSubmatch(p.raw); m != nil && !namesNoOne.MatchString(m[1]) {
			add(dataMention{m[1], p.span})
		}
	}
	return out
}

type dataLink int

const (
	noData dataLink = iota
	hubDataset
	otherPage
)

// linkedData says what a link may lead to: a dataset on the hub, or a page
// that may be one.
func linkedData(link string) dataLink {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return noData
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	path := strings.Trim(u.Path, "/")
	switch host {
	case "huggingface.co", "hf.co":
		if strings.HasPrefix(path, "datasets/") {
			return hubDataset
		}
		return noData
	case "arxiv.org", "doi.org", "twitter.com", "x.com", "discord.gg", "wandb.ai":
		return noData
	}
	return otherPage
}

// namesData reports whether the text of a link stands behind "trained on" as
// the name of data, and not as that of a tool or a place.
func namesData(linkText, words string) bool {
	text := plainWords(linkText)
	at := strings.Index(words, text)
	on := trainedOn.FindStringIndex(words)
	if text == "" || at < 0 || on == nil {
		return false
	}
	return at >= on[1] && !withLibrary.MatchString(words[:at]) && !ownCode.MatchString(text)
}

var (
	machineMade = pattern(`\b(?:outputs?|generat(?:ed|ions?)|completions?|responses?|synthetic|distill(?:ed`+
		`|ation)?)\b[^.;]{0,80}\b(?:third[- ]party|external|proprietary|other(?: companies'| publishers'| providers')?|closed)(?: `+
		`[\w-]+){0,2} (?:models?|llms?|apis?)\b`, "third", "external", "proprietary", "other", "closed")
	theirTerms = pattern(`\b(?:terms|licen[cs](?:es?|ing)|agreements?|polic(?:y|ies)|restrictions?)\b`,
		"terms", "licen", "agreement", "polic", "restriction")
	inTraining = pattern(`\b(?:train(?:ed|ing)?|(?:fine-?)?tun(?:ed|ing)|data(?:sets?)?|mix(?:ture)?)\b`)
	noneOfIt   = pattern(`\b(?:no|not|without|never|free of|does not|do not|none)\b`, "no", "without", "never", "free of")
)

// thirdPartyOutputs returns where a card says that the training data holds
// what other parties' models put out, under those parties' terms.
func thirdPartyOutputs(all []passage) []doc.Span {
	var out []doc.Span
	for _, p := range all {
		if !strings.Contains(p.words, "model") && !strings.Contains(p.words, "llm") && !strings.Contains(p.words, "api") {
			continue
		}
		m := machineMade.FindStringIndex(p.words)
		if m == nil || noneOfIt.MatchString(p.words[:m[1]]) {
			continue
		}
		if block := plainWords(p.block); theirTerms.MatchString(block) && inTraining.MatchString(block) {
			out = append(out, p.span)
		}
	}
	return out
}
