package dump_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/fineprint-audit/fineprint/cmd/fineprint-fleet/internal/dump"
)

// entry is a file of a list, as the hub gives it when it is asked for digests.
type entry struct {
	Name string `parquet:"rfilename"`
	Size *int64 `parquet:"size,optional"`
}

// hubRow has the shape of the hub's own answers, with JSON as text where tools
// write it so.
type hubRow struct {
	Internal string    `parquet:"_id"`
	ID       string    `parquet:"id"`
	ModelID  string    `parquet:"modelId"`
	CardData *string   `parquet:"cardData,optional"`
	Gated    string    `parquet:"gated"`
	Modified time.Time `parquet:"lastModified,timestamp(microsecond)"`
	Private  bool      `parquet:"private"`
	SHA      string    `parquet:"sha"`
	Count    int64     `parquet:"downloads"`
	Tags     []string  `parquet:"tags,list"`
	Files    []entry   `parquet:"siblings,list"`
	Unknown  float64   `parquet:"trendingScore"`
}

// cardRow has the shape of collections of cards.
type cardRow struct {
	ModelID  string    `parquet:"modelId"`
	Author   string    `parquet:"author"`
	Modified time.Time `parquet:"last_modified,timestamp(millisecond)"`
	Count    int64     `parquet:"downloads"`
	Tags     []string  `parquet:"tags,list"`
	Card     string    `parquet:"card"`
}

// nestedRow has everything nested, lists in the form without wrappers.
type nestedRow struct {
	ID       string            `parquet:"id"`
	CardData *nestedData       `parquet:"card_data,optional"`
	Tags     []string          `parquet:"tags"`
	Config   map[string]string `parquet:"config"`
	Files    []string          `parquet:"files,list"`
	Readme   []byte            `parquet:"readme,optional"`
}

type nestedData struct {
	License *string  `parquet:"license,optional"`
	Base    []string `parquet:"base_model,list"`
	Prompt  *string  `parquet:"extra_gated_prompt,optional"`
}

func table[T any](t testing.TB, rows ...T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "dump.parquet")
	if err := parquet.WriteFile(name, rows); err != nil {
		t.Fatal(err)
	}
	return name
}

func file(t testing.TB, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// told is what a dump says, a line a row: its answer, and behind a blank its
// card.
func told(t testing.TB, name string) (rows []string, have dump.Set, err error) {
	t.Helper()
	in, err := dump.Open(name, dump.All)
	if err != nil {
		return nil, 0, err
	}
	defer in.Close()
	for {
		r, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			return rows, in.Fields(), nil
		case err != nil:
			return rows, in.Fields(), err
		}
		line := string(r.Info())
		if r.Card != nil {
			line += " " + string(r.Card)
		}
		rows = append(rows, line)
	}
}

func ptr[T any](v T) *T { return &v }

var day = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

// TestForms: the same row reads the same whatever form it is written in, and a
// column that nobody knows changes nothing.
func TestForms(t *testing.T) {
	hub := `{"id":"acme/a","_id":"65","sha":"00ff","lastModified":"2026-03-04T05:06:07Z","private":false,"gated":false,"downloads":7,` +
		`"tags":["x","license:mit"],"cardData":{"license":"mit","n":[1,null]},` +
		`"siblings":[{"rfilename":"README.md"},{"rfilename":"a\"b","size":5}]}`
	empty := `{"id":"acme/b","_id":"","sha":"","lastModified":"2026-03-04T05:06:07Z","private":true,"gated":"manual","downloads":0,` +
		`"tags":[],"siblings":[]}`
	cards := `{"id":"acme/a","lastModified":"2026-03-04T05:06:07Z","downloads":7,"tags":["x"]} ---` + "\nlicense: mit\n---\nÜ \"quoted\""
	nested := `{"id":"acme/a","tags":["x","y"],"cardData":{"license":"mit","base_model":["acme/b","acme/c"]},"config":{"model_type":"m"},` +
		`"siblings":[{"rfilename":"README.md"},{"rfilename":"LICENSE"}]} text`
	bare := `{"id":"acme/b","tags":[],"config":{},"siblings":[]}`
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	io.WriteString(z, `{"id":"acme/a","tags":["x"]}`+"\n")
	z.Close()
	for name, tt := range map[string]struct {
		file string
		want []string
	}{
		"table as the hub answers": {table(t,
			hubRow{"65", "acme/a", "acme/a", ptr(`{"license":"mit","n":[1,null]}`), "False", day, false, "00ff", 7, []string{"x", "license:mit"},
				[]entry{{"README.md", nil}, {`a"b`, ptr(int64(5))}}, 1},
			hubRow{ID: "acme/b", ModelID: "acme/b", Gated: "manual", Modified: day, Private: true}), []string{hub, empty}},
		"lines as the hub answers": {file(t, "d.jsonl", `{"siblings":[{"rfilename":"README.md"},{"rfilename":"a\"b","size":5}],"id":"acme/a",`+
			`"_id":"65","modelId":"acme/z","sha":"00ff","lastModified":"2026-03-04T05:06:07Z","private":false,"gated":false,"downloads":7,`+
			`"tags":["x","license:mit"],"cardData":{"license":"mit","n":[1,null]},"likes":3,"card":null}`+"\n\n"+
			`{"id":"acme/b","_id":"","sha":"","last_modified":"2026-03-04T05:06:07Z","private":true,"gated":"manual","downloads":0,"tags":[],`+
			`"siblings":[]}`), []string{hub, empty}},
		"table of cards": {table(t, cardRow{"acme/a", "acme", day, 7, []string{"x"}, "---\nlicense: mit\n---\nÜ \"quoted\""}), []string{cards}},
		"lines of cards": {file(t, "d.jsonl", `{"modelId":"acme/a","last_modified":"2026-03-04T05:06:07Z","downloads":7,"tags":"[\"x\"]",`+
			`"card":"---\nlicense: mit\n---\nÜ \"quoted\""}`), []string{cards}},
		"nested table": {table(t,
			nestedRow{"acme/a", &nestedData{ptr("mit"), []string{"acme/b", "acme/c"}, nil}, []string{"x", "y"},
				map[string]string{"model_type": "m"}, []string{"README.md", "LICENSE"}, []byte("text")},
			nestedRow{ID: "acme/b"}), []string{nested, bare}},
		"packed lines": {file(t, "d.jsonl.gz", zipped.String()), []string{`{"id":"acme/a","tags":["x"]}`}},
		"other words for files": {file(t, "d.jsonl", `{"id":"acme/a","files":[{"path":"a/b","size":1},"c"]}`),
			[]string{`{"id":"acme/a","siblings":[{"path":"a/b","rfilename":"a/b","size":1},{"rfilename":"c"}]}`}},
		"values of other types": {file(t, "d.jsonl", `{"id":5,"tags":"no list","cardData":[1],"siblings":{"a":1},"card":7}`),
			[]string{`{"id":5}`}},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, err := told(t, tt.file)
			if err != nil || !slices.Equal(got, tt.want) {
				t.Errorf("%v\n got %s\nwant %s", err, strings.Join(got, "\n     "), strings.Join(tt.want, "\n     "))
			}
		})
	}
}

// TestOdd: a file without a name that is known, or parents and licences that are
// not understood, leave the row without its list of files: nothing is free without.
func TestOdd(t *testing.T) {
	const files = `"siblings":[{"rfilename":"README.md"}]`
	for line, listed := range map[string]bool{
		`{"id":"a/b",` + files + `}`: true,
		`{"id":"a/b","siblings":[{"rfilename":"README.md"},{"path":"LICENSE"}]}`:          true,
		`{"id":"a/b","siblings":[{"rfilename":null,"path":"LICENSE"}]}`:                   true,
		`{"id":"a/b","siblings":[{"rfilename":"README.md"},{"Path":"LICENSE"}]}`:          false,
		`{"id":"a/b","siblings":[{"rfilename":"README.md"},{"rfilename":""}]}`:            false,
		`{"id":"a/b","siblings":[{"rfilename":"README.md"},null]}`:                        false,
		`{"id":"a/b","tags":"['base_model:other/limited']",` + files + `}`:                false,
		`{"id":"a/b","baseModels":"{'models': [{'id': 'other/limited'}]}",` + files + `}`: false,
	} {
		rows, _, err := told(t, file(t, "odd.jsonl", line+"\n"))
		if err != nil || len(rows) != 1 || strings.Contains(rows[0], "siblings") != listed {
			t.Errorf("%s: %v, %v", line, rows, err)
		}
	}
	if rows, _, err := told(t, file(t, "odd.jsonl", `{"id":"a/b","siblings":[{"path":"LICENSE"}]}`+"\n")); err != nil ||
		!strings.Contains(rows[0], `"rfilename":"LICENSE"`) {
		t.Errorf("the path is the name: %v, %v", rows, err)
	}
}

// TestWhen: a date may be a number, as tools write it.
func TestWhen(t *testing.T) {
	for _, value := range []string{`"2024-05-01T12:00:00.000Z"`, "1714564800", "1714564800000", "1714564800000000"} {
		in, err := dump.Open(file(t, "when.jsonl", `{"id":"a/b","lastModified":`+value+"}\n"), dump.All)
		if err != nil {
			t.Fatal(err)
		}
		r, err := in.Next()
		if err != nil || !r.Modified().Equal(time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: %v, %v", value, r.Modified(), err)
		}
		in.Close()
	}
}

// TestLost: what a dump cannot tell is said by the columns that it lacks.
func TestLost(t *testing.T) {
	for _, tt := range []struct{ file, want string }{
		{table(t, cardRow{ModelID: "acme/a"}), "sha gated siblings"},
		{table(t, hubRow{ID: "acme/a"}), "card"},
		{file(t, "d.jsonl", `{"id":"acme/a","sha":"x","gated":false,"tags":[],"siblings":[]}`), "card cardData"},
	} {
		_, have, err := told(t, tt.file)
		if err != nil {
			t.Fatal(err)
		}
		var lost []string
		for _, l := range have.Lost() {
			for _, name := range strings.Fields(strings.TrimPrefix(strings.Split(l, ":")[0], "no column ")) {
				if name != "or" {
					lost = append(lost, name)
				}
			}
		}
		want := strings.Fields(tt.want)
		slices.Sort(want)
		slices.Sort(lost)
		if !slices.Equal(slices.Compact(lost), want) {
			t.Errorf("lost %v, want %v", lost, want)
		}
	}
}

// TestBroken: a file that is not whole is an error that names it and the row, and
// never fewer rows.
func TestBroken(t *testing.T) {
	var rows []cardRow
	for range 3000 {
		rows = append(rows, cardRow{ModelID: "acme/a", Card: strings.Repeat("some words ", 20)})
	}
	whole, err := os.ReadFile(table(t, rows...))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"cut.parquet":   string(whole[:len(whole)-100]),
		"empty.parquet": "",
		"words.parquet": strings.Repeat("no table ", 100),
		"holed.parquet": string(whole[:500]) + strings.Repeat("\x00", 400) + string(whole[900:]),
		"cut.jsonl":     `{"id":"acme/a"}` + "\n" + `{"id":"acme/b","ta`,
		"list.jsonl":    `[{"id":"acme/a"}]`,
		"cut.jsonl.gz":  "\x1f\x8b\x08\x00\x00",
		"words.jsonl":   "id,tags\n",
	} {
		f := file(t, name, text)
		rows, _, err := told(t, f)
		if err == nil || !strings.Contains(err.Error(), filepath.Base(f)) {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
		}
	}
	if _, err := dump.Open(filepath.Join(t.TempDir(), "none.parquet"), dump.All); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// FuzzLines holds that no line does harm, and that what is read of a row is JSON
// that reads as the same row again.
func FuzzLines(f *testing.F) {
	f.Add(`{"id":"acme/a","tags":["base_model:acme/b"],"cardData":"{\"base_model\":[\"x/y\"]}","siblings":["a"],"card":"x"}`)
	f.Add(`{"id":null,"gated":"False","downloads":"7","lastModified":"2026-03-04","baseModels":{"models":[{"id":"a/b"}]}}`)
	f.Fuzz(func(t *testing.T, line string) {
		if strings.Contains(line, "\n") || len(line) > 1<<12 {
			return
		}
		in, err := dump.Open(file(t, "d.jsonl", line), dump.All)
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		r, err := in.Next()
		if err != nil {
			return
		}
		dump.Bases(r)
		again, _, err := told(t, file(t, "again.jsonl", string(r.Info())))
		if err != nil || len(again) != 1 || again[0] != string(r.Info()) {
			t.Errorf("%s reads again as %v: %v", r.Info(), again, err)
		}
	})
}
