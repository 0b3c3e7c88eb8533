package render_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

var safeFile = regexp.MustCompile(`^(NOTICE|licences/[a-z0-9][a-z0-9-]*-[0-9a-f]{12}\.txt)$`)

// FuzzNoticeNames: whatever a hub calls a file and whatever stands in it, the
// names on disk are plain, the text is kept as it is, and NOTICE has no control
// characters.
func FuzzNoticeNames(f *testing.F) {
	for _, path := range []string{"LICENSE", "../../etc/passwd", "a/b/CON", "..", "", "\x1b[2J", "LICENÇE/…", "nul.txt",
		strings.Repeat("x", 300)} {
		f.Add(path, []byte("You may."))
	}
	f.Fuzz(func(t *testing.T, path string, text []byte) {
		d := doc.New(path, doc.RoleLicence, "http://hub.invalid/"+path, text)
		r := &audit.Report{Reports: []audit.TargetReport{{Lineage: audit.Lineage{Nodes: []audit.LineageNode{{ID: "acme/x"}}},
			Sources: []audit.Origin{{ID: "acme/x", Documents: []*doc.Document{d}}}}}}
		files := render.Notice(r).Files
		if len(files) != 2 || !bytes.Equal(files[0].Data, text) {
			t.Fatalf("%d files", len(files))
		}
		for _, file := range files {
			if !safeFile.MatchString(file.Name) {
				t.Errorf("%q becomes %q", path, file.Name)
			}
		}
		if bytes.ContainsFunc(files[1].Data, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f }) {
			t.Errorf("control characters in %q", files[1].Data)
		}
	})
}

// TestNoticeNamesGaps: a document that was not read is missing, and NOTICE says
// so.
func TestNoticeNamesGaps(t *testing.T) {
	denied := doc.Unread("LICENSE", doc.RoleLicence, "", 9, doc.StatusDenied)
	n := render.Notice(&audit.Report{Reports: []audit.TargetReport{
		{Target: audit.Target{Asked: "acme/never"}},
		{Lineage: audit.Lineage{Nodes: []audit.LineageNode{{ID: "acme/x"}}},
			Sources: []audit.Origin{{ID: "acme/x", Documents: []*doc.Document{denied}}}},
	}})
	want := []string{"acme/never: nothing was read", "acme/x: no licence was found", "acme/x: LICENSE was not read (denied)"}
	var missing []string
	for _, m := range n.Missing {
		missing = append(missing, m.String())
	}
	if diff := cmp.Diff(want, missing); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	page := string(n.Files[len(n.Files)-1].Data)
	for _, w := range want {
		if !strings.Contains(page, "* "+w+"\n") {
			t.Errorf("NOTICE does not say %q:\n%s", w, page)
		}
	}
}

// TestNoticeIsForOthers: who gets the copies reads neither where a mirror or a
// folder lies nor what the maker should do.
func TestNoticeIsForOthers(t *testing.T) {
	const text = "You may."
	licence := doc.New("LICENSE", doc.RoleLicence, "http://mirror.internal:8080/acme/x/resolve/c0ffee/LICENSE", []byte(text))
	linked := doc.New("terms", doc.RoleLinked, "https://acme.example/terms", []byte(text+" Not."))
	root := audit.Lineage{Nodes: []audit.LineageNode{{ID: "acme/x"}}}
	n := render.Notice(&audit.Report{Reports: []audit.TargetReport{
		{Target: audit.Target{Asked: "acme/gone", Hub: ref.HuggingFace},
			Problems: []doc.Problem{doc.NewProblem("gated", "repository", "acme/x")}},
		{Target: audit.Target{Asked: "acme/x", Hub: ref.HuggingFace}, Lineage: root,
			Sources: []audit.Origin{{ID: "acme/x", Commit: "c0ffee", Documents: []*doc.Document{licence, linked}}}},
		{Target: audit.Target{Asked: "/home/me/models/y", Hub: ref.Local}, Lineage: root, Sources: []audit.Origin{{ID: "/home/me/models/y"}}},
	}})
	page := string(n.Files[len(n.Files)-1].Data)
	for _, want := range []string{"https://huggingface.co/acme/x/resolve/c0ffee/LICENSE", "https://acme.example/terms", "\ny\n",
		"* acme/gone: nothing was read\n"} {
		if !strings.Contains(page, want) {
			t.Errorf("NOTICE does not say %q:\n%s", want, page)
		}
	}
	for _, not := range []string{"mirror.internal", "HF_TOKEN", "/home/me"} {
		if strings.Contains(page, not) {
			t.Errorf("NOTICE says %q:\n%s", not, page)
		}
	}
	if got := n.Missing[0].String(); !strings.Contains(got, "HF_TOKEN") {
		t.Errorf("whoever makes the notices is told %q only", got)
	}
}
