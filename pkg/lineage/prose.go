package lineage

import (
	"regexp"
	"strings"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// prose knows the sentences that say what a model was made from.
type prose struct {
	cue     *regexp.Regexp    // words right in front of a model's name
	around  [2]*regexp.Regexp // words in front of it and behind it that only together say so
	address *regexp.Regexp    // a model's name or page
	row     *regexp.Regexp    // the label of a row that names a base model
	name    *regexp.Regexp    // a model's name where one is due
}

// knownProse compiles the patterns when first asked for.
var knownProse = sync.OnceValue(func() prose {
	return prose{
		cue: regexp.MustCompile(`(?i)(?:base(?:d)? (?:model|on|upon)|fine-?tun(?:e|ed|ing)(?: (?:version|variant|model))?(?: model)? (?:of` +
			`|from|on)|` +
			`(?:finetuned|derived|converted|distilled|initiali[sz]ed|trained|quanti[sz]ed|forked|adapted) (?:version |model )?(?:from|of)|` +
			`(?:quanti[sz](?:ed|ation|ations)|gguf|awq|gptq|exl2|mlx|4-?bit|copy|mirror|re-?upload|conversion|version|merge|lora|adapter) ` +
			`(?:weights |model |version |files |format |quants? )*(?:of|for|from)|` +
			`original (?:model|weights|repo(?:sitory)?)|starting point|built (?:up)?on|source model|` +
			`(?:lora|adapter)s? (?:was |were )?(?:trained|tuned) (?:for|on|on top of))[^.!?\n\[(|]{0,40}$|` +
			`(?:language model|backbone|base llm|vision (?:tower|encoder))$|` +
			`(?:基于|源自|微调自|蒸馏自|量化自|改自)$`),
		around: [2]*regexp.Regexp{
			regexp.MustCompile(`(?:在|由|以|对|从|用)$`), regexp.MustCompile(`^\s*.{0,8}(?:基础上|微调|蒸馏|量化|转换|训练)`),
		},
		row:  regexp.MustCompile(`(?i)^[|\s*_]*(?:base|parent|source|original) model[*_\s]*\|`),
		name: regexp.MustCompile(`[A-Za-z0-9][\w-]*/[A-Za-z][\w.-]*`),
		address: regexp.MustCompile(`https?://(?:www\.)?(?:huggingface\.co|hf\.co)/[A-Za-z0-9][\w.-]*/[\w.-]+` +
			`|\b[A-Za-z0-9][\w-]*/[A-Za-z][\w.-]*\d[\w.-]*`),
	}
})

// FromProse returns the models that a card's text says it was made from, as
// inferred parents: prose may speak of something else. self is the repository
// of the card, which is no parent of itself.
func FromProse(c *card.Card, self ref.Ref, commit string) []Parent {
	known := knownProse()
	var out []Parent
	for _, s := range c.Sections {
		header := "" // the first row of a table
		for _, b := range s.Blocks {
			text := string(c.Doc.Text[b.Span.Start:b.Span.End])
			if b.Kind != card.Row {
				header = ""
			} else if header == "" {
				header = text
			}
			if b.Kind == card.Code || b.Quoted {
				continue
			}
			for _, at := range known.models(b.Kind, text, header, self) {
				p := NewParent(strings.TrimRight(text[at[0]:at[1]], ".-"), "",
					c.Doc.Evidence(commit, []doc.Span{c.Doc.Span(b.Span.Start, min(b.Span.End, b.Span.Start+maxSaid))}))
				p.Source, p.Reason = term.Inferred, finding.Say("card-says-from", "upstream", p.Ref.ID())
				if p.Ref.Kind == ref.Model && !strings.EqualFold(p.Ref.ID(), self.ID()) && !contains(out, p.Ref) {
					out = append(out, p)
				}
			}
		}
	}
	return out
}

// maxSaid bounds the quote of a block that names a parent.
const maxSaid = 300

// models returns where a block names a model that the card's own was made
// from. In a table that is the row labelled so, or that of the card's model
// below a heading that speaks of base models.
func (k prose) models(kind card.BlockKind, text, header string, self ref.Ref) [][]int {
	if kind == card.Row {
		if label := k.row.FindStringIndex(text); label != nil {
			at := k.name.FindStringIndex(text[label[1]:])
			if at == nil {
				return nil
			}
			return [][]int{{label[1] + at[0], label[1] + at[1]}}
		}
		if !strings.Contains(strings.ToLower(header), "base model") || !strings.Contains(strings.ToLower(text), strings.ToLower(self.Name)) {
			return nil
		}
		return k.address.FindAllStringIndex(text, -1)
	}
	if strings.IndexByte(text, '/') < 0 || !mayCue(text) {
		return nil // most blocks
	}
	var out [][]int
	for _, at := range k.address.FindAllStringIndex(text, -1) {
		before := text[:at[0]]
		if before != "" && strings.ContainsRune("./:-@", rune(before[len(before)-1])) { // part of another address
			continue
		}
		if label := strings.LastIndexByte(before, '['); label >= 0 && !strings.Contains(before[label:], "](") || label >= 0 &&
			strings.HasSuffix(before, "](") {
			before = before[:label] // the words in front of a link, not those of its label
		}
		before = strings.TrimRight(before, "*_`:< \t\n")
		before = before[max(0, len(before)-maxCue):]
		before = before[strings.LastIndexAny(before, ".!?\n[(|")+1:] // no cue holds one of these
		if mayCue(before) && k.saysFrom(before, text[at[1]:]) {
			out = append(out, at)
		}
	}
	return out
}

// saysFrom reports whether the words around a model's name say that something
// was made from it.
func (k prose) saysFrom(before, after string) bool {
	return k.cue.MatchString(before) || k.around[0].MatchString(before) && k.around[1].MatchString(after)
}

// mayCue rules out most texts that hold no cue, without a pattern.
func mayCue(text string) bool {
	lower := strings.ToLower(text)
	for _, stem := range [...]string{"base", "tun", "deriv", "conver", "distil", "initial", "train", "quanti", "fork", "adapt", "gguf", "awq",
		"gptq",
		"exl2", "mlx", "bit", "copy", "mirror", "upload", "version", "merge", "lora", "original", "start", "built", "source", "language model",
		"backbone", "vision", "llm", "基于", "自", "在", "由", "以", "对", "从", "用"} {
		if strings.Contains(lower, stem) {
			return true
		}
	}
	return false
}

// maxCue bounds the words in front of a model's name that are looked at, in
// bytes.
const maxCue = 300

func contains(parents []Parent, r ref.Ref) bool {
	for _, p := range parents {
		if p.Ref == r {
			return true
		}
	}
	return false
}
