package render

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// homepage is where the project and its pages stand.
const homepage = "https://github.com/fineprint-audit/fineprint"

// nowhere is the file that a result points to when no list or source names the
// model: code hosts show no result without a place in the checkout.
const nowhere = "fineprint.yaml"

// The parts of SARIF 2.1.0 that fineprint fills.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
		ColumnKind  string            `json:"columnKind"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name            string      `json:"name"`
		SemanticVersion string      `json:"semanticVersion,omitempty"`
		Version         string      `json:"version"`
		InformationURI  string      `json:"informationUri"`
		Rules           []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string         `json:"id"`
		Name    string         `json:"name,omitempty"`
		Short   sarifText      `json:"shortDescription"`
		Full    sarifText      `json:"fullDescription"`
		Help    sarifText      `json:"help"`
		HelpURI string         `json:"helpUri"`
		Default sarifLevel     `json:"defaultConfiguration"`
		Props   map[string]any `json:"properties"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct {
		Descriptor sarifDescriptor `json:"descriptor"`
		Level      string          `json:"level"`
		Message    sarifText       `json:"message"`
	}
	sarifDescriptor struct {
		ID string `json:"id"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Props        map[string]any    `json:"properties,omitempty"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine int        `json:"startLine"`
		Snippet   *sarifText `json:"snippet,omitempty"`
	}
)

// The bounds of code scanning on GitHub, which drops what is over them.
const (
	maxResults = 5000
	maxRelated = 100
)

// writeSARIF writes a result for every finding that weighs on a verdict, for
// every other reason, and for every problem: code hosts show only results.
func writeSARIF(p Page, r Report) error {
	w := sarifWriter{run: sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}}
	w.run.Tool.Driver = sarifDriver{Name: "fineprint", Version: cmp.Or(r.Tool.Version, "unknown"), InformationURI: homepage,
		Rules: []sarifRule{}}
	w.run.Invocations = []sarifInvocation{{Successful: true, Notifications: []sarifNotification{}}}
	for _, t := range r.Reports {
		w.target(t)
	}
	if more := len(w.run.Results) - maxResults; more > 0 {
		w.run.Results = w.run.Results[:maxResults]
		w.notify("results-left-out", "warning", fmt.Sprintf("%s results were left out: a code host keeps %s; the JSON report has all of them",
			count(more), count(maxResults)))
	}
	enc := json.NewEncoder(p.W)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	log := sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{w.run}}
	if err := enc.Encode(log); err != nil {
		return fmt.Errorf("write sarif: %w", err)
	}
	return nil
}

type sarifWriter struct{ run sarifRun }

func (w *sarifWriter) notify(code, level, text string) {
	in := &w.run.Invocations[0]
	in.Notifications = append(in.Notifications, sarifNotification{Descriptor: sarifDescriptor{ID: code}, Level: level,
		Message: sarifText{Text: text}})
}

func (w *sarifWriter) target(t audit.TargetReport) {
	var seen []string
	for _, r := range t.Verdict.Reasons {
		f := findingOf(t, r.Finding)
		switch {
		case f == nil:
			w.result(t, "verdict/"+cmp.Or(codeOf(r), "reason"), "A verdict that no clause alone explains", upper(r.Text), nil, data(r.Because))
		case !slices.Contains(seen, f.ID):
			seen = append(seen, f.ID)
			w.result(t, string(f.Kind), cmp.Or(f.Title, upper(spaced(string(f.Kind)))), upper(r.Text), f, f.ID)
		}
	}
	for _, p := range t.Problems {
		text := problem(p)
		w.notify(p.Code, "warning", Inert(t.Target.Asked+": "+text))
		w.result(t, "undecided/"+p.Code, "Something that could not be read or understood", text, nil, data(p.Path, p.Line, p.Params))
	}
}

// data are the fields of which a sentence is made, as one key: the sentence
// itself may be worded anew.
func data(fields ...any) string {
	out, _ := json.Marshal(fields) // strings, numbers and lists of them cannot fail
	return string(out)
}

// result adds a result at the lines that name the target, with the words of
// the licence beside it.
func (w *sarifWriter) result(t audit.TargetReport, rule, title, text string, f *finding.Finding, key string) {
	level := "warning"
	switch {
	case t.Verdict.Outcome == policy.Pass:
		level = "note" // what was not read did not decide
	case t.Verdict.Outcome == policy.Fail && (f == nil || f.Judged.State == nil || *f.Judged.State == finding.Triggered):
		level = "error"
	}
	res := sarifResult{
		RuleID: rule, RuleIndex: w.rule(rule, title), Level: level, Locations: namingPlaces(t, f),
		Message:      sarifText{Text: sarifEscape(Inert(t.Target.Asked + ": " + text))},
		Fingerprints: map[string]string{"fineprint/v1": Inert(t.Target.Asked) + ":" + rule + ":" + Inert(key)},
	}
	if f != nil {
		res.Related = related(t, *f)
		if len(res.Related) > 0 {
			res.Message.Text += fmt.Sprintf(". See [%s](1).", sarifEscape(Inert(place(f.Evidence[0], startLine(f.Evidence[0])))))
		}
		res.Props = map[string]any{"verdict": t.Verdict.Outcome, "finding": f.ID, "commit": t.Target.Commit, "params": f.Params}
	}
	w.run.Results = append(w.run.Results, res)
}

// sarifEscape keeps brackets in a message from being taken for a link.
func sarifEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(s)
}

// rule returns the number of a rule, which it describes when it is new.
func (w *sarifWriter) rule(id, title string) int {
	rules := &w.run.Tool.Driver.Rules
	if i := slices.IndexFunc(*rules, func(r sarifRule) bool { return r.ID == id }); i >= 0 {
		return i
	}
	help := "Read the words that the result quotes, in the document that it links to."
	if a, ok := wording().Asks[id]; ok {
		ask, _ := expand(a.Ask[len(a.Ask)-1], nil)
		help += " What decides: " + ask + " Who could answer: " + a.Who + "."
	}
	page := homepage + "/blob/main/docs/rules.md#" + url.PathEscape(path.Base(id))
	*rules = append(*rules, sarifRule{
		ID: id, Name: ruleName(id), Short: sarifText{Text: title}, Full: sarifText{Text: title + "."},
		Help:    sarifText{Text: help, Markdown: help + " [All kinds](" + page + ")."},
		HelpURI: page, Default: sarifLevel{"warning"}, Props: map[string]any{"tags": []string{"licence", "ai-model"}},
	})
	return len(*rules) - 1
}

// ruleName writes an id as SARIF wants names: in words joined by capitals, none
// for an id of one word, which is its own name.
func ruleName(id string) string {
	var b strings.Builder
	words := strings.FieldsFunc(id, func(r rune) bool { return r == '-' || r == '/' })
	if len(words) < 2 {
		return ""
	}
	for _, word := range words {
		b.WriteString(upper(word))
	}
	return b.String()
}

// namingPlaces are the lines that name a target; of a folder, the words in its
// own files.
func namingPlaces(t audit.TargetReport, f *finding.Finding) []sarifLocation {
	var out []sarifLocation
	for _, at := range t.Target.NamedIn {
		out = append(out, sarifLocation{Physical: sarifPhysical{sarifArtifact{fileURI(at.Path)}, sarifRegion{StartLine: at.Line}}})
	}
	if len(out) == 0 && t.Target.Hub == ref.Local && f != nil {
		for _, e := range f.Evidence {
			if len(e.Spans) > 0 && len(f.Via) == 0 && !strings.Contains(e.Path, ":") {
				out = append(out, sarifLocation{Physical: sarifPhysical{sarifArtifact{fileURI(filepath.Join(t.Target.ID, e.Path))},
					sarifRegion{StartLine: e.Spans[0].Line}}})
				break
			}
		}
	}
	if len(out) == 0 {
		out = append(out, sarifLocation{Physical: sarifPhysical{sarifArtifact{nowhere}, sarifRegion{StartLine: 1}}})
	}
	return out
}

// fileURI is the URI of a file of the user's, relative where its path is.
func fileURI(name string) string {
	u := url.URL{Path: filepath.ToSlash(filepath.Clean(name))}
	if filepath.IsAbs(name) {
		u.Scheme = "file"
	}
	return u.String()
}

// related are the places of a finding's words that have an address.
func related(t audit.TargetReport, f finding.Finding) []sarifLocation {
	var out []sarifLocation
	for _, e := range f.Evidence {
		uri := e.URL
		if uri == "" && t.Target.Hub == ref.Local && len(f.Via) == 0 && !strings.Contains(e.Path, ":") {
			uri = fileURI(filepath.Join(t.Target.ID, e.Path))
		}
		if uri == "" || len(out) == maxRelated {
			continue
		}
		out = append(out, sarifLocation{ID: len(out) + 1, Message: &sarifText{Text: Inert(place(e, startLine(e)))},
			Physical: sarifPhysical{sarifArtifact{uri}, sarifSnippet(e)}})
	}
	return out
}

func sarifSnippet(e doc.Evidence) sarifRegion {
	region := sarifRegion{StartLine: max(line(e.Spans), 1)}
	if e.Quote != "" {
		region.Snippet = &sarifText{Text: Inert(e.Quote)}
	}
	return region
}
