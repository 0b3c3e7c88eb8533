package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

// TestMake makes a dump as large as FINEPRINT_FLEET_ROWS says, in the file that
// FINEPRINT_FLEET_DUMP names: for measurements. FINEPRINT_FLEET_SAME is the share, in
// percent, of cards that are the same as others byte for byte.
func TestMake(t *testing.T) {
	rows, err := strconv.Atoi(os.Getenv("FINEPRINT_FLEET_ROWS"))
	name := os.Getenv("FINEPRINT_FLEET_DUMP")
	if err != nil || name == "" {
		t.Skip("FINEPRINT_FLEET_ROWS and FINEPRINT_FLEET_DUMP are not set")
	}
	same, _ := strconv.Atoi(os.Getenv("FINEPRINT_FLEET_SAME"))
	g := newGenerator(t, rows, same)
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w := parquet.NewGenericWriter[dumpRow](out, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(50_000))
	for i := range rows {
		if _, err := w.Write([]dumpRow{g.row(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}

// dumpRow is a row of a dump in the form that bulk dumps of the Hub have:
// metadata nested or as JSON, and the card's text.
type dumpRow struct {
	HubID        string     `parquet:"_id"`
	ID           string     `parquet:"id"`
	Author       string     `parquet:"author"`
	CardData     *string    `parquet:"cardData,optional"`
	Disabled     bool       `parquet:"disabled"`
	Gated        string     `parquet:"gated"`
	LastModified time.Time  `parquet:"lastModified,timestamp(microsecond)"`
	Likes        int64      `parquet:"likes"`
	Private      bool       `parquet:"private"`
	SHA          string     `parquet:"sha"`
	Config       *string    `parquet:"config,optional"`
	Downloads    int64      `parquet:"downloads"`
	Tags         []string   `parquet:"tags,list"`
	Pipeline     *string    `parquet:"pipeline_tag,optional"`
	Library      *string    `parquet:"library_name,optional"`
	ModelID      string     `parquet:"modelId"`
	Siblings     []listFile `parquet:"siblings,list"`
	Card         *string    `parquet:"card,optional"`
}

type listFile struct {
	Name string `parquet:"rfilename" json:"rfilename"`
}

// generator makes rows that look like those of the Hub: each is made of its
// number alone, so that they are the same in every run.
type generator struct {
	rows, same int
	bodies     [][]string // lines of real cards, without their metadata
}

func newGenerator(t testing.TB, rows, same int) *generator {
	g := &generator{rows: rows, same: same}
	for _, dir := range []string{"cards", filepath.Join("card-terms", "cards")} {
		files, _ := filepath.Glob(filepath.Join(os.Getenv("FINEPRINT_CORPUS"), dir, "*.md")) // the pattern is a good one
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			body := string(text)
			if rest, ok := strings.CutPrefix(body, "---"); ok {
				if _, after, ok := strings.Cut(rest, "\n---"); ok {
					body = after
				}
			}
			if lines := strings.Split(strings.TrimSpace(body), "\n"); len(lines) > 3 {
				g.bodies = append(g.bodies, lines)
			}
		}
	}
	if len(g.bodies) == 0 {
		t.Skip("FINEPRINT_CORPUS is not set, or holds no cards")
	}
	return g
}

// drawn is one of several things with their weights.
type drawn struct {
	what   string
	weight float64
}

func draw(r *rand.Rand, of []drawn) string {
	x := r.Float64()
	for _, d := range of {
		if x -= d.weight; x < 0 {
			return d.what
		}
	}
	return of[0].what
}

var (
	drawnLicences = []drawn{{"apache-2.0", .33}, {"", .3}, {"mit", .13}, {"other", .05}, {"llama3.1", .03}, {"llama2", .03}, {"gemma", .03},
		{"cc-by-nc-4.0", .04},
		{"creativeml-openrail-m", .03}, {"openrail", .02}, {"cc-by-4.0", .01}}
	drawnForms = []drawn{{"", .62}, {"-GGUF", .14}, {"-lora", .12}, {"-AWQ", .03}, {"-4bit", .05}, {"-merged", .04}}
	drawnTasks = []drawn{{"text-generation", .3}, {"", .5}, {"text-to-image", .08}, {"text-classification", .07},
		{"reinforcement-learning", .05}}
	drawnFamilies = []string{"llama", "mistral", "qwen2", "gemma2", "bert", "phi3", "t5", "whisper"}
	syllables     = []string{"al", "ber", "cor", "dan", "el", "fir", "gal", "hem", "in", "jor", "kal", "lum", "mer", "nor", "os", "per", "qua",
		"ril", "sol", "tan", "um", "vel", "wis", "xen", "yor", "zet"}
)

// word makes a name of a number.
func word(n uint64) string {
	var b strings.Builder
	for range 3 {
		b.WriteString(syllables[n%uint64(len(syllables))])
		n /= uint64(len(syllables))
	}
	return b.String()
}

// name is that of the row of a number.
func (g *generator) name(i int) string {
	r := rand.New(rand.NewPCG(1, uint64(i)))
	owner := int(math.Pow(r.Float64(), 3) * float64(g.rows) / 4)
	return fmt.Sprintf("%s%d/%s-%d%s", word(uint64(owner)), owner, word(uint64(i)), i, draw(r, drawnForms))
}

// base is what the row of a number was made from, empty for nothing: half are made
// from few models, the other half from any.
func (g *generator) base(r *rand.Rand, i int) string {
	switch x := r.Float64(); {
	case x < .52 || i == 0:
		return ""
	case x < .55:
		return "elsewhere/" + word(r.Uint64N(1000))
	case x < .78:
		return g.name(int(math.Pow(r.Float64(), 3) * float64(min(i, 2000))))
	default:
		return g.name(r.IntN(i))
	}
}

func (g *generator) row(i int) dumpRow {
	r := rand.New(rand.NewPCG(2, uint64(i)))
	id := g.name(i)
	owner, name, _ := strings.Cut(id, "/")
	licence, base, task := draw(r, drawnLicences), g.base(r, i), draw(r, drawnTasks)
	sha := make([]byte, 20)
	for n := range sha {
		sha[n] = byte(r.Uint32())
	}
	data := map[string]any{"tags": []string{"generated", word(r.Uint64N(500))}}
	row := dumpRow{HubID: hex.EncodeToString(sha[:12]), ID: id, ModelID: id, Author: owner, Gated: "False", SHA: hex.EncodeToString(sha),
		LastModified: time.Unix(1_700_000_000+int64(r.Uint32N(60_000_000)), 0), Downloads: int64(math.Pow(r.Float64(), 12) * 1e7),
		Tags: []string{"region:us"}, Siblings: []listFile{{".gitattributes"}}}
	if r.Float64() < .01 {
		row.Gated = "manual"
	}
	if licence != "" {
		data["license"] = licence
		row.Tags = append(row.Tags, "license:"+licence)
	}
	if base != "" {
		relation := draw(r, []drawn{{"finetune", .4}, {"adapter", .35}, {"quantized", .2}, {"merge", .05}})
		data["base_model"] = base
		row.Tags = append(row.Tags, "base_model:"+base, "base_model:"+relation+":"+base)
	}
	if r.Float64() < .2 {
		data["datasets"] = []string{"acme/" + word(r.Uint64N(3000))}
	}
	if task != "" {
		row.Pipeline, data["pipeline_tag"] = &task, task
	}
	family := drawnFamilies[r.IntN(len(drawnFamilies))]
	g.files(r, &row, name, family)
	if r.Float64() < .7 {
		g.card(r, &row, name, data)
	}
	return row
}

// files lists the files of a repository, texts of licences among them as often as
// the Hub has them.
func (g *generator) files(r *rand.Rand, row *dumpRow, name, family string) {
	add := func(names ...string) {
		for _, n := range names {
			row.Siblings = append(row.Siblings, listFile{n})
		}
	}
	library := "transformers"
	switch {
	case strings.HasSuffix(name, "-GGUF"):
		for _, q := range []string{"Q2_K", "Q3_K_M", "Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0"} {
			add(strings.TrimSuffix(name, "-GGUF") + "." + q + ".gguf")
		}
		library = "gguf"
	case strings.HasSuffix(name, "-lora"):
		add("adapter_config.json", "adapter_model.safetensors")
		library = "peft"
	default:
		add("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "generation_config.json")
		config := `{"architectures":["Model"],"model_type":"` + family + `"}`
		row.Config = &config
		row.Tags = append(row.Tags, family)
	}
	row.Library = &library
	row.Tags = append(row.Tags, library)
	if r.Float64() < .07 {
		add("LICENSE")
	}
}

// card writes a card: its metadata, and a part of a real one under a title of its
// own. Lengths are spread as those of the Hub: half have less than 1,100 bytes,
// and the mean is 1,900.
func (g *generator) card(r *rand.Rand, row *dumpRow, name string, data map[string]any) {
	row.Siblings = append(row.Siblings, listFile{"README.md"})
	said, err := json.Marshal(data)
	if err != nil {
		panic(err) // strings and lists of them
	}
	metadata := string(said)
	row.CardData = &metadata
	if r.IntN(100) < g.same {
		text := "---\nlicense: apache-2.0\n---\n" + strings.Join(g.bodies[r.IntN(20)][:3], "\n") + "\n"
		row.Card = &text
		return
	}
	lines := g.bodies[r.IntN(len(g.bodies))]
	length := int(1100 * math.Exp(1.05*r.NormFloat64()))
	var b strings.Builder
	b.WriteString("---\n")
	for _, key := range []string{"license", "base_model", "pipeline_tag"} {
		if v, ok := data[key].(string); ok {
			b.WriteString(key + ": " + v + "\n")
		}
	}
	for _, key := range []string{"tags", "datasets"} {
		if list, ok := data[key].([]string); ok {
			b.WriteString(key + ":\n- " + strings.Join(list, "\n- ") + "\n")
		}
	}
	b.WriteString("---\n# " + name + "\n\n")
	for at := r.IntN(len(lines)); b.Len() < length; at = (at + 1) % len(lines) {
		b.WriteString(lines[at] + "\n")
	}
	text := b.String()
	row.Card = &text
}
