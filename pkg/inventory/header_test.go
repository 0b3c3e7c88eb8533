package inventory_test

import (
	"context"
	"encoding/binary"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/inventory"
)

// ggufHeader is the header of a GGUF file with texts.
func ggufHeader(order binary.ByteOrder, pairs ...string) []byte {
	text := func(b []byte, s string) []byte {
		b = append(b, make([]byte, 8)...)
		order.PutUint64(b[len(b)-8:], uint64(len(s)))
		return append(b, s...)
	}
	b := append([]byte("GGUF"), make([]byte, 20)...)
	order.PutUint32(b[4:], 3)
	order.PutUint64(b[16:], uint64(len(pairs)/2))
	for i := 0; i < len(pairs); i += 2 {
		b = append(text(b, pairs[i]), make([]byte, 4)...)
		order.PutUint32(b[len(b)-4:], 8)
		b = text(b, pairs[i+1])
	}
	return b
}

// TestHeaders reads what weights in a tree were made from, whatever their order
// of bytes, and no more than their head.
func TestHeaders(t *testing.T) {
	facts := []string{
		"general.name", "Tern 7B Mine", "general.base_model.0.organization", "acme", "general.base_model.0.name", "tern-7b",
		"general.base_model.1.repo_url", "https://huggingface.co/acme/wren-7b",
		"general.dataset.0.repo_url", "https://huggingface.co/datasets/acme/words",
	}
	finch := `{"__metadata__": {"modelspec.title": "Finch", "base_model": "acme/egg"}}`
	behind := make([]byte, 9<<20) // longer than any text that is read
	tree := fstest.MapFS{
		"a.gguf":        {Data: append(ggufHeader(binary.LittleEndian, facts...), behind...)},
		"b.gguf":        {Data: ggufHeader(binary.BigEndian, facts...)},
		"c.safetensors": {Data: append(binary.LittleEndian.AppendUint64(nil, uint64(len(finch))), finch...)},
		"lie.gguf":      {Data: []byte("GGUF\x03\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")},
		"page.gguf":     {Data: []byte("<html>https://huggingface.co/acme/none</html>")},
		"lfs.gguf":      {Data: []byte("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")},
	}
	all, err := inventory.Walk(context.Background(), load(t), tree)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range all.References {
		line := r.File + " " + string(r.Status) + " " + string(r.Kind) + " " + r.ID
		if r.Status == inventory.LocalPath {
			line += r.Text
		}
		got = append(got, line)
	}
	var want []string
	for _, name := range []string{"a.gguf", "b.gguf"} {
		want = append(want, name+" local model Tern 7B Mine", name+" resolved model acme/tern-7b", name+" resolved model acme/wren-7b",
			name+" resolved dataset acme/words")
	}
	want = append(want, "lfs.gguf local model lfs.gguf", "c.safetensors local model Finch", "c.safetensors resolved model acme/egg")
	slices.Sort(want)
	slices.Sort(got)
	var broken []string
	for _, p := range all.Problems {
		broken = append(broken, *p.Path)
	}
	if !slices.Equal(got, want) || !slices.Equal(broken, []string{"lie.gguf", "page.gguf"}) {
		t.Errorf("got  %q\nwant %q\nproblems %v", got, want, all.Problems)
	}
}
