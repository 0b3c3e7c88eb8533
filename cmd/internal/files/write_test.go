package files_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/fineprint-audit/fineprint/cmd/internal/files"
)

// TestFill: a file is there whole or as it was, links lead where they led, and
// the mode stays.
func TestFill(t *testing.T) {
	dir := t.TempDir()
	name, link := filepath.Join(dir, "out"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(name, []byte("old"), 0o600), os.Symlink("out", link)); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := files.Fill(link, func(to io.Writer) error {
		_, err := io.WriteString(to, "half")
		return errors.Join(err, broken)
	})
	if text, _ := os.ReadFile(name); !errors.Is(err, broken) || string(text) != "old" {
		t.Errorf("after a failure: %q, %v", text, err)
	}
	if err := files.Write(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if text, _ := os.ReadFile(name); err != nil || string(text) != "new" || info.Mode().Perm() != 0o600 {
		t.Errorf("%q, %v, %v", text, info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".fineprint-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := files.Write(filepath.Join(dir, "none", "out"), nil); err == nil {
		t.Error("a file in no folder")
	}
}
