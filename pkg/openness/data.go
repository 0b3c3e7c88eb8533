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
		trains := strings.Contains(p.words, "train") || strings.Contains(p.words, "tun") // as the patterns say at more cost
		if len(p.links) == 0 && !trains || p.aside() || wording().ForReaders.MatchString(p.words) {
			continue
		}
		for _, l := range p.links {
			switch kind := linkedData(l.URL); {
			case kind == hubDataset && (p.onTraining() || wording().Data.MatchString(p.words) && !wording().Tests.MatchString(p.words)):
				add(dataMention{l.URL, p.span})
			case kind == otherPage && wording().TrainedOn.MatchString(p.words) && wording().Data.MatchString(strings.ToLower(l.Text)+" "+p.words) &&
				namesData(l.Text, p.words):
				add(dataMention{l.URL, p.span})
			}
		}
		if m := wording().NamedData.FindStringSubmatch(p.raw); m != nil && !wording().NamesNone.MatchString(m[1]) {
			add(dataMention{m[1], p.span})
		}
	}
	return out
}

// onTraining reports whether a passage is about what a model was trained on.
func (p passage) onTraining() bool { return p.onData || wording().TrainedOn.MatchString(p.words) }

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
	on := wording().TrainedOn.FindStringIndex(words)
	if text == "" || at < 0 || on == nil {
		return false
	}
	return at >= on[1] && !wording().WithLibrary.MatchString(words[:at]) && !wording().OwnCode.MatchString(text)
}

// thirdPartyOutputs returns where a card says that the training data holds
// what other parties' models put out, under those parties' terms.
func thirdPartyOutputs(all []passage) []doc.Span {
	var out []doc.Span
	for _, p := range all {
		// None of these, none of what the pattern for such outputs asks for at more cost.
		if !strings.Contains(p.words, "model") && !strings.Contains(p.words, "llm") && !strings.Contains(p.words, "api") {
			continue
		}
		m := wording().MachineMade.FindStringIndex(p.words)
		if m == nil || wording().NoneOfIt.MatchString(p.words[:m[1]]) {
			continue
		}
		if block := plainWords(p.block); wording().Terms.MatchString(block) && wording().InTraining.MatchString(block) {
			out = append(out, p.span)
		}
	}
	return out
}
