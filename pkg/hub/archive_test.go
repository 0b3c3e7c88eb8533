package hub_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

func pack(t testing.TB, entries ...*tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, h := range entries {
		content := h.Linkname // what stands in a file
		if h.Typeflag == tar.TypeReg {
			h.Linkname, h.Size = "", int64(len(content))
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			if _, err := io.WriteString(w, content); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func file(name, content string) *tar.Header {
	return &tar.Header{Name: name, Typeflag: tar.TypeReg, Linkname: content, Mode: 0o600}
}

func zipped(t testing.TB, content []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestReadArchive holds what is listed of an archive, what is kept, and that one
// made to do harm ends the reading and says so.
func TestReadArchive(t *testing.T) {
	good := pack(t, file("./LICENSE", "terms"), file("weights/model.safetensors", "head"), file("long.txt", strings.Repeat("x", 100)),
		&tar.Header{Name: "docs/", Typeflag: tar.TypeDir})
	listed := []string{"LICENSE 5 terms", "weights/model.safetensors 4 head", "long.txt 100 "}
	bomb := zipped(t, pack(t, file("a.bin", strings.Repeat("\x00", 65<<20))))
	for name, tt := range map[string]struct {
		packing hub.Packing
		content []byte
		want    []string
		fault   error // nil is none, errAny one of the format
	}{
		"tar":        {hub.Tar, good, listed, nil},
		"gzip":       {hub.TarGzip, zipped(t, good), listed, nil},
		"zstd":       {hub.PackedOtherwise, good, nil, hub.ErrPacking},
		"empty":      {hub.Tar, nil, nil, nil},
		"no archive": {hub.Tar, []byte(strings.Repeat("no archive. ", 100)), nil, errAny},
		"no gzip":    {hub.TarGzip, good, nil, errAny},
		"cut off":    {hub.Tar, good[:514], nil, errAny},
		"bomb":       {hub.TarGzip, bomb, []string{"a.bin 68157440 "}, hub.ErrUnpacked},
		"outside": {hub.Tar, pack(t, file("../LICENSE", "x"), file("/etc/passwd", "x"), file("a/../../b", "x"), file("NOTICE", "n")),
			[]string{"NOTICE 1 n"}, hub.ErrOddMember},
		"links": {hub.Tar, pack(t, &tar.Header{Name: "LICENSE", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}),
			[]string{"LICENSE -1 "}, nil},
		"named twice": {hub.Tar, pack(t, file("LICENSE", "one"), file("LICENSE", "two")), []string{"LICENSE 3 one", "LICENSE 3 two"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			members, err := hub.ReadArchive(bytes.NewReader(tt.content), tt.packing, 50)
			var got []string
			for _, m := range members {
				got = append(got, fmt.Sprintf("%s %d %s", m.Path, m.Size, m.Content))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("members %q, want %q", got, tt.want)
			}
			if (err == nil) != (tt.fault == nil) || tt.fault != nil && !errors.Is(tt.fault, errAny) && !errors.Is(err, tt.fault) {
				t.Errorf("error %v, want %v", err, tt.fault)
			}
		})
	}
}

var errAny = errors.New("any")

// FuzzReadArchive holds that whatever the bytes are, every name is a plain path
// and no content is longer than it may be, or than the file is said to be.
func FuzzReadArchive(f *testing.F) {
	good := pack(f, file("LICENSE", "terms"), file("a/model.gguf", "GGUF"))
	f.Add(good, false)
	f.Add(zipped(f, good), true)
	f.Add(pack(f, file("../x", "y"), file(strings.Repeat("long/", 60)+"LICENSE", "z")), false)
	f.Fuzz(func(t *testing.T, content []byte, compressed bool) {
		packing := hub.Tar
		if compressed {
			packing = hub.TarGzip
		}
		members, _ := hub.ReadArchive(bytes.NewReader(content), packing, 1000) // whatever it is
		for _, m := range members {
			if !hub.SafePath(m.Path) || m.Content != nil && int64(len(m.Content)) > m.Size {
				t.Errorf("member %q of %d bytes, with %d", m.Path, m.Size, len(m.Content))
			}
		}
	})
}
