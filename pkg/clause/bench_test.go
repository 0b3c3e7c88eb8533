package clause_test

import (
	"os"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// licenceText is a text as dense with clauses as a licence is: all examples of
// our rules, one after the other.
func licenceText(t testing.TB) []byte {
	t.Helper()
	rules, err := clause.ReadRules(os.DirFS(rulesDir))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range rules {
		for _, e := range r.Examples {
			b.WriteString(strings.NewReplacer("[[", "", "]]", "").Replace(e.Want+e.None) + "\n\n")
		}
	}
	return []byte(b.String())
}

// cardProse is prose of a model card that says nothing about licences.
const cardProse = `## Evaluation

Nordlicht-7B is a decoder with 32 layers and grouped attention. It was trained for three epochs on text in eleven
languages, with a context of 8,192 tokens and a cosine schedule. On reading tasks it scores 71.4, two points above the
previous version; on arithmetic it gains nine. We filtered near duplicates with hashes and balanced the languages by hand.

### How to run

Load the weights with any recent library, set the temperature to 0.7 and give the chat template at least one turn.
Quantised files in four and eight bits follow next week. Long answers may drift; a short system prompt helps.

| Task | Nordlicht-7B | Baseline |
|---|---|---|
| Reading | 71.4 | 69.2 |
| Arithmetic | 55.0 | 46.1 |

`

func benchmarkMatch(b *testing.B, text []byte, card bool) {
	set := load(b)
	d := doc.New("text", doc.RoleLicence, "", text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		set.Match(clause.Input{Doc: d, Card: card})
	}
}

func BenchmarkMatchLicence(b *testing.B) { benchmarkMatch(b, licenceText(b), false) }

func BenchmarkMatchCard(b *testing.B) {
	benchmarkMatch(b, []byte(strings.Repeat(cardProse, 100)), true)
}

func BenchmarkMatchCorpus(b *testing.B) {
	var all []byte
	for _, d := range corpusTexts(b) {
		all = append(append(all, d.Text...), "\n\n"...)
	}
	benchmarkMatch(b, all, false)
}

func BenchmarkMatchHostile(b *testing.B) {
	for name, text := range hostileTexts(1 << 20) {
		b.Run(name, func(b *testing.B) { benchmarkMatch(b, text, false) })
	}
}

func BenchmarkLoadIndex(b *testing.B) {
	index, err := ourIndex()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(index)))
	for b.Loop() {
		if _, err := clause.Load(index); err != nil {
			b.Fatal(err)
		}
	}
}

// hostileTexts are texts of size bytes that make a careless matcher slow.
func hostileTexts(size int) map[string][]byte {
	repeat := func(s string) []byte { return []byte(strings.Repeat(s, size/len(s))) }
	return map[string][]byte{
		"not":    repeat("not "),
		"items":  append([]byte("You may not use the Model:\n"), repeat("- sell it;\n")...),
		"nested": append([]byte("You may not:\n"), repeat("1. use the Model to:\na. sell:\n")...),
		"inline": append([]byte("You may not: "), repeat("(a) use (b) sell (c) host; ")...),
		"quotes": repeat("“„\"('"),
		"tags":   repeat("<li"),
		"han":    repeat("不得使用"),
	}
}

// BenchmarkReadCorpus measures the account along with the clauses.
func BenchmarkReadCorpus(b *testing.B) {
	var all []byte
	for _, d := range corpusTexts(b) {
		all = append(append(all, d.Text...), "\n\n"...)
	}
	set, in := load(b), clause.Input{Doc: doc.New("text", doc.RoleLicence, "", all)}
	b.SetBytes(int64(len(all)))
	b.ReportAllocs()
	for b.Loop() {
		set.Read(in)
	}
}
