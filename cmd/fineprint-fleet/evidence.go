package main

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
)

// cited is one finding of a row, with where it is to be looked up.
type cited struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Source   string `json:"source"`
	Document string `json:"document"` // path in the repository, catalogue:ID, or hub:info
	SHA256   string `json:"sha256"`   // of the document
	Commit   string `json:"commit"`
	Line     int    `json:"line"` // 0 where no line is quoted
	Quote    string `json:"quote"`
	Via      string `json:"via"` // the steps that it comes by, for what is inherited
}

// maxQuoted bounds a quote in a row, in bytes; the report has all of it.
const maxQuoted = 300

// cite lists findings, each with the first of its evidence.
func cite(findings []finding.Finding) string {
	list := make([]cited, len(findings))
	for i, f := range findings {
		list[i] = cited{ID: f.ID, Kind: string(f.Kind), Source: string(f.Source), Via: strings.Join(f.Via, " ")}
		if len(f.Evidence) == 0 {
			continue
		}
		e := f.Evidence[0]
		list[i].Document, list[i].SHA256, list[i].Commit, list[i].Quote = e.Path, e.SHA256, e.Commit, shortened(e.Quote)
		if len(e.Spans) > 0 {
			list[i].Line = e.Spans[0].Line
		}
	}
	text, err := json.Marshal(list)
	if err != nil {
		return "[]" // strings and numbers alone
	}
	return string(text)
}

func shortened(quote string) string {
	if len(quote) <= maxQuoted {
		return quote
	}
	n := maxQuoted
	for n > 0 && !utf8.RuneStart(quote[n]) {
		n--
	}
	return quote[:n] + "…"
}

// ancestors says what a repository was made from: the models one step before it,
// those with nothing upstream, and the licences of all of them.
func ancestors(l audit.Lineage) (base, family, licences string) {
	if len(l.Nodes) == 0 {
		return "", "", ""
	}
	var parents, tops, ids []string
	root, made := l.Nodes[0].ID, map[string]bool{}
	models := map[string]bool{}
	for _, e := range l.Edges {
		if e.Relation == lineage.TrainedOn {
			continue
		}
		made[e.From], models[e.To] = true, true
		if e.From == root {
			parents = append(parents, e.To)
		}
	}
	for _, n := range l.Nodes[1:] {
		if !models[n.ID] {
			continue
		}
		if !made[n.ID] {
			tops = append(tops, n.ID)
		}
		ids = append(ids, n.Licenses...)
	}
	return joinedNames(parents), joinedNames(tops), joinedNames(ids)
}
