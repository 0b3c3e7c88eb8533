package weights

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// gguf builds a header of string pairs, with an array of tokens before the
// last of them.
func gguf(pairs ...string) []byte { return ggufIn(binary.LittleEndian, pairs...) }

func ggufIn(order binary.ByteOrder, pairs ...string) []byte {
	var b bytes.Buffer
	num := func(v any) { _ = binary.Write(&b, order, v) }
	text := func(s string) { num(uint64(len(s))); b.WriteString(s) }
	b.WriteString("GGUF")
	num(uint32(3))
	num(uint64(0))
	num(uint64(len(pairs)/2 + 2))
	text("general.alignment")
	num(uint32(4))
	num(uint32(32))
	for i := 0; i < len(pairs); i += 2 {
		if i+2 == len(pairs) {
			text("tokenizer.ggml.tokens")
			num(uint32(ggufArray))
			num(uint32(ggufString))
			num(uint64(2))
			text("<s>")
			text("licence")
		}
		text(pairs[i])
		num(uint32(ggufString))
		text(pairs[i+1])
	}
	return b.Bytes()
}

func safetensors(header string) []byte {
	return append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header+"\x00\x00\x00\x00"...)
}

func TestRead(t *testing.T) {
	long := strings.Repeat(`"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, `, 3)
	for name, tt := range map[string]struct {
		file string
		head []byte
		want []Fact
		err  error
	}{
		"gguf": {"a.gguf", gguf("general.name", "Tern", "general.license", "other", "general.license.name", "tern-nc",
			"general.base_model.0.repo_url", "https://hub.example/acme/base"), []Fact{
			{"general.name", "Tern"}, {"general.license", "other"}, {"general.license.name", "tern-nc"},
			{"general.base_model.0.repo_url", "https://hub.example/acme/base"},
		}, nil},
		"gguf, the other way round": {"a.gguf",
			ggufIn(binary.BigEndian, "general.license", "mit", "general.dataset.0.repo_url", "acme/words"),
			[]Fact{{"general.license", "mit"}, {"general.dataset.0.repo_url", "acme/words"}}, nil},
		"gguf of no version": {"a.gguf", append([]byte("GGUF"), 9, 0, 0, 0), nil, ErrFormat},
		"gguf cut":           {"a.gguf", gguf("general.license", "mit", "x", "y")[:100], []Fact{{"general.license", "mit"}}, ErrCut},
		"no gguf":            {"a.gguf", []byte("GGML...."), nil, ErrFormat},
		"zeros":              {"a.safetensors", make([]byte, 64), nil, ErrFormat},
		"empty":              {"a.safetensors", nil, nil, ErrFormat},
		"safetensors": {"a.safetensors", safetensors(`{"__metadata__": {"format": "pt", "license": "cc-by-nc-4.0"}, ` + long + `"z": 1}`),
			[]Fact{{"license", "cc-by-nc-4.0"}}, nil},
		"metadata behind": {"a.safetensors", safetensors(`{` + long + `"__metadata__": {"modelspec.license": "Tern NC"}}`),
			[]Fact{{"modelspec.license", "Tern NC"}}, nil},
		"what it was trained on": {"a.safetensors",
			safetensors(`{"__metadata__": {"modelspec.title": "Tern", "modelspec.dataset": "acme/words"}}`),
			[]Fact{{"modelspec.title", "Tern"}, {"modelspec.dataset", "acme/words"}}, nil},
		"metadata twice": {"a.safetensors", safetensors(`{"__metadata__": {"license": "mit"}, "__metadata__": {"license": "tern-nc"}}`),
			[]Fact{{"license", "mit"}, {"license", "tern-nc"}}, nil},
		"no string": {"a.safetensors", safetensors(`{"__metadata__": {"license": {"name": "tern-nc"}}}`),
			[]Fact{{"license", `{"name": "tern-nc"}`}}, nil},
		"safetensors cut": {"a.safetensors", safetensors(`{"__metadata__": {"license": "mit"}, ` + long + `"z": 1}`)[:70],
			[]Fact{{"license", "mit"}}, ErrCut},
		"broken":             {"a.safetensors", safetensors(`{"__metadata__": {"license": "mit"},,}`), []Fact{{"license", "mit"}}, ErrFormat},
		"a length that lies": {"a.safetensors", append(bytes.Repeat([]byte{0xff}, 8), '{'), nil, ErrFormat},
		"another format":     {"a.onnx", []byte("x"), nil, ErrFormat},
	} {
		got, err := Read(tt.file, tt.head)
		if diff := cmp.Diff(tt.want, got); diff != "" || !errors.Is(err, tt.err) || tt.err == nil && err != nil {
			t.Errorf("%s: error %v, want %v (-want +got):\n%s", name, err, tt.err, diff)
		}
	}
}

func TestModelfile(t *testing.T) {
	got := ReadModelfile("FROM ./t.gguf\nPARAMETER temperature 1\nTEMPLATE \"\"\"LICENSE mit\n\"\"\"\nlicense \"CC-BY-NC-4.0\"\nLICENSE " +
		"\"\"\"\nYou may look.\nYou may not touch.\n\"\"\"\nADAPTER ./a\nLICENSE \"\"\"open\nto the end")
	want := []Fact{{"FROM", "./t.gguf"}, {"LICENSE", "CC-BY-NC-4.0"}, {"LICENSE", "You may look.\nYou may not touch."}, {"ADAPTER", "./a"},
		{"LICENSE", "open\nto the end"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestConfig(t *testing.T) {
	got := ReadConfig([]byte(`{"model_type": "tern", "license_link": "LICENSE", "license": "tern-nc", "licence": 7, "terms": {"a": 1}}`))
	if diff := cmp.Diff([]Fact{{"license", "tern-nc"}, {"license_link", "LICENSE"}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever the bytes claim, a reader ends, and what it returns stands in them.
func FuzzRead(f *testing.F) {
	f.Add("a.gguf", gguf("general.license", "mit", "general.base_model.count", "1"))
	f.Add("a.safetensors", safetensors(`{"__metadata__": {"license": "mit"}}`))
	f.Add("a.gguf", []byte("GGUF\x03\x00\x00\x00"+strings.Repeat("\xff", 24)))
	f.Fuzz(func(t *testing.T, name string, head []byte) {
		facts, _ := Read(name, head)
		size := 0
		for _, fact := range facts {
			size += len(fact.Key) + len(fact.Value)
			if !fact.Terms() && !fact.Origin() {
				t.Errorf("kept %q", fact.Key)
			}
		}
		if len(facts) > 2*maxFacts || size > 6*len(head) {
			t.Errorf("%d facts of %d bytes out of %d", len(facts), size, len(head))
		}
		// What is cut off never changes what was read before.
		if len(head) > 0 && len(facts) > 0 {
			if fewer, _ := Read(name, head[:len(head)-1]); len(fewer) > len(facts) {
				t.Errorf("%d facts of fewer bytes, %d of all", len(fewer), len(facts))
			}
		}
	})
}

func FuzzModelfile(f *testing.F) {
	f.Add("FROM a\nLICENSE \"\"\"x\ny\"\"\"\nLICENSE z")
	f.Fuzz(func(t *testing.T, text string) {
		for _, fact := range ReadModelfile(text) {
			if !strings.Contains(text, strings.Split(fact.Value, "\n")[0]) {
				t.Errorf("%q does not stand in the file", fact.Value)
			}
		}
	})
}
