package openness

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// code looks for the code that a card links to. A repository that was looked
// into shows what it holds; of the others the card's word is taken, and a
// person is asked.
func (a *evidence) code() {
	links := codeLinks(a.passages, a.Definitions.Signals)
	for _, l := range links {
		tree := a.Code[l.Repository]
		if tree == nil {
			a.linked(l)
			continue
		}
		for _, id := range []string{trainingCode, preprocessingCode, evaluationCode} {
			if a.Definitions.Signals.holds(tree, id) {
				a.seen(id, l, tree)
			}
		}
	}
	switch {
	case a.has(trainingCode):
	case a.cardKnown():
		a.codeMissing(links)
	default:
		a.ask("ask-card")
	}
}

// linked takes the card's word for a repository that was not looked into.
func (a *evidence) linked(l CodeLink) {
	for _, id := range l.Components {
		if a.has(id) {
			continue
		}
		a.hold(id, held{}, finding.Say("code-linked", "repository", l.Repository), a.quote(l.span))
		if id == trainingCode {
			a.ask("ask-code", "repository", l.Repository)
		}
	}
}

// seen states what a repository was found to hold.
func (a *evidence) seen(id string, l CodeLink, t *hub.CodeTree) {
	h := held{checked: true, spdx: t.Licence}
	if h.spdx == "NOASSERTION" {
		h.spdx = ""
	}
	code := "code-seen"
	if t.Licence == "" {
		code = "code-seen-unlicensed"
		a.ask("ask-code-licence", "repository", t.URL)
	}
	a.hold(id, h, finding.Say(code, "repository", t.URL), a.quote(l.span),
		doc.Evidence{Path: "tree:" + t.ID, URL: t.URL, Commit: t.Commit, SHA256: t.SHA256, Spans: []doc.Span{}})
}

func (a *evidence) codeMissing(links []CodeLink) {
	var looked, skipped []string
	for _, l := range links {
		if a.Code[l.Repository] != nil {
			looked = append(looked, l.Repository)
		} else {
			skipped = append(skipped, l.Repository)
		}
	}
	says := finding.Say("no-training-code")
	if len(looked) > 0 {
		says = finding.Say("no-training-code-in", "repositories", looked)
	}
	if len(skipped) > 0 {
		a.ask("ask-code-in", "repositories", slices.Compact(slices.Sorted(slices.Values(skipped))))
	}
	a.add(finding.Finding{
		Kind: term.TrainingCodeMissing, Scopes: []term.Scope{term.Code}, Source: term.Declared,
		Remarks: []finding.Remark{says}, Evidence: []doc.Evidence{a.wholeCard()},
	})
}

const datasets = "datasets"

// data looks for the training data: declared datasets, what became of each,
// and data that only the text names.
func (a *evidence) data() {
	for _, d := range a.Datasets {
		a.dataset(d)
	}
	if a.Card == nil && len(a.Datasets) == 0 {
		return
	}
	outputs := thirdPartyOutputs(a.passages)
	for _, span := range outputs {
		a.add(finding.Finding{
			Kind: term.ThirdPartyOutputTerms, Scopes: []term.Scope{term.Data}, Source: term.Declared, Evidence: []doc.Evidence{a.quote(span)},
			Remarks: []finding.Remark{finding.Say("data-holds-outputs")},
		})
		a.ask("ask-outputs")
	}
	if len(a.Datasets) > 0 {
		return
	}
	mentions := dataMentions(a.passages)
	switch {
	case len(mentions) > 0:
		a.namedOnly(mentions)
	case len(outputs) == 0 && a.cardKnown():
		a.add(finding.Finding{
			Kind: term.TrainingDataUndisclosed, Scopes: []term.Scope{term.Data}, Source: term.Declared, Evidence: []doc.Evidence{a.wholeCard()},
			Remarks: []finding.Remark{finding.Say("no-training-data")},
		})
	}
}

// dataset states what is known of one declared dataset.
func (a *evidence) dataset(d Dataset) {
	state := func(k term.Kind, code string) {
		a.add(finding.Finding{
			Kind: k, Scopes: []term.Scope{term.Data}, Source: term.Declared, Params: term.Params{"dataset": d.ID},
			Remarks: []finding.Remark{finding.Say(code, "dataset", d.ID)}, Evidence: d.Evidence,
		})
	}
	switch d.Status {
	case DatasetMissing:
		state(term.DataAvailabilityUnknown, "dataset-missing")
		return
	case DatasetNotRead:
		state(term.DataAvailabilityUnknown, "dataset-not-looked-at")
	case DatasetGated:
		state(term.DataAvailabilityUnknown, "dataset-gated")
	}
	h := held{checked: d.Status == DatasetRead || d.Status == DatasetGated}
	code := "dataset-declared"
	if h.checked {
		code = "dataset-there"
		if known := slices.IndexFunc(d.Licences, finding.License.Known); known >= 0 {
			h.licence = &d.Licences[known]
		} else {
			state(term.DataLicenceUnknown, "dataset-unlicensed")
		}
	}
	a.hold(datasets, h, finding.Say(code, "dataset", d.ID), d.Evidence...)
}

// namedOnly states that data is named where machines do not look.
func (a *evidence) namedOnly(mentions []dataMention) {
	var spans []doc.Span
	var names []string
	for _, m := range mentions {
		if !slices.Contains(spans, m.span) {
			spans = append(spans, m.span)
		}
		names = append(names, m.name)
	}
	slices.SortFunc(spans, func(x, y doc.Span) int { return x.Start - y.Start })
	evidence := a.Card.Doc.Evidence(a.commit(), spans)
	a.hold(datasets, held{}, finding.Say("data-named", "names", names), evidence)
	a.add(finding.Finding{
		Kind: term.DatasetsFieldMissing, Scopes: []term.Scope{term.Data}, Source: term.Declared, Evidence: []doc.Evidence{evidence},
		Remarks: []finding.Remark{finding.Say("no-datasets-field")},
	})
	a.ask("ask-data", "names", names)
}

// cardKnown reports whether what the card does not say is known to be unsaid:
// it was read, or there is none.
func (a *evidence) cardKnown() bool {
	if a.Card != nil {
		return a.Card.OK() && a.Card.Doc.Path == cardName
	}
	return a.Snapshot != nil && a.Snapshot.Complete && a.Snapshot.Card() == nil
}

const cardName = "README.md"

func (a *evidence) quote(span doc.Span) doc.Evidence {
	return a.Card.Doc.Evidence(a.commit(), []doc.Span{span})
}

// wholeCard is the place in which something was looked for and not found.
func (a *evidence) wholeCard() doc.Evidence {
	if a.Card == nil {
		return a.cite("siblings")
	}
	return a.Card.Doc.Evidence(a.commit(), []doc.Span{})
}

func (a *evidence) commit() string {
	if a.Snapshot == nil {
		return ""
	}
	return a.Snapshot.Commit
}
