package hub_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

const fullAnswer = `{"_id":"66","id":"acme/tiny","sha":"ABCDEF0123456789ABCDEF0123456789ABCDEF01","gated":"auto",
 "private":false,"disabled":true,
 "tags":["license:mit",7,null,"base_model:acme/base","base_model:quantized:acme/base","base_model:merge:acme/other"],
 "pipeline_tag":"text-generation","library_name":"transformers","config":{"model_type":"llama"},"model-index":null,
 "cardData":{"license":["mit"],"extra_gated_prompt":"You agree.","extra_gated_fields":{"Name":"text","Age":"text"}},
 "securityRepoStatus":{"scansDone":true,"filesWithIssues":[{"path":"w.bin","level":"unsafe"}]},"gguf":{"total":7,"license":"mit"},
 "siblings":[{"rfilename":"README.md","size":12,"blobId":"ab"},
  {"rfilename":"w.bin","size":130,"lfs":{"sha256":"cd","size":900,"pointerSize":130}},
  {"rfilename":"../evil"},{"rfilename":""},{"rfilename":"README.md"},17]}`

func TestParseInfo(t *testing.T) {
	s, err := hub.ParseInfo([]byte(fullAnswer), 0)
	if err != nil {
		t.Fatal(err)
	}
	wantFiles := []hub.File{{Path: "README.md", Size: 12, OID: "ab"}, {Path: "w.bin", Size: 900, LFSSHA256: "cd", Scan: "unsafe"}}
	if diff := cmp.Diff(wantFiles, s.Files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	wantParents := []hub.Parent{{ID: "acme/base", Relation: "quantized"}, {ID: "acme/other", Relation: "merge"}}
	if diff := cmp.Diff(wantParents, s.Info.BaseModels); diff != "" {
		t.Errorf("parents (-want +got):\n%s", diff)
	}
	if s.AnsweredID != "acme/tiny" || s.HubID != "66" || s.Commit != "abcdef0123456789abcdef0123456789abcdef01" || s.Gated != "auto" ||
		s.Private || !s.Disabled {
		t.Errorf("identity: %+v", s)
	}
	if s.Info.ModelType != "llama" || s.Info.GGUFLicense != "mit" || s.Info.ScansDone == nil || !*s.Info.ScansDone {
		t.Errorf("info: %+v", s.Info)
	}
	if s.Complete || len(s.Problems) != 1 || s.Problems[0].Code != "unsafe-path" {
		t.Errorf("complete %v, problems %v; the unsafe name must be told", s.Complete, s.Problems)
	}
}

func TestParseInfoLenient(t *testing.T) {
	for _, tt := range []struct {
		body  string
		id    string
		gated string
		files int // -1 for no list
	}{
		{`{}`, "", "", -1},
		{`{"modelId":"gpt","siblings":[]}`, "gpt", "", 0},
		{`{"id":"a/b","siblings":null,"tags":null,"config":null,"cardData":[1]}`, "a/b", "", -1},
		{`{"id":5,"gated":true,"siblings":{"a":1},"private":"yes"}`, "", "manual", -1},
		{`{"gated":"manual","siblings":[{"rfilename":"x","size":"big","lfs":7}]}`, "", "manual", 1},
		{`{"gated":false,"baseModels":{"relation":"merge","models":[{"id":"a/c"}]}}`, "", "", -1},
	} {
		s, err := hub.ParseInfo([]byte(tt.body), 0)
		if err != nil {
			t.Errorf("%s: %v", tt.body, err)
			continue
		}
		if s.AnsweredID != tt.id || s.Gated != tt.gated || s.Complete != (tt.files >= 0) || s.Complete && len(s.Files) != tt.files {
			t.Errorf("%s: id %q, gated %q, complete %v, %d files", tt.body, s.AnsweredID, s.Gated, s.Complete, len(s.Files))
		}
	}
	for _, body := range []string{"", "null", "[]", "<html>", `{"id":`} {
		if _, err := hub.ParseInfo([]byte(body), 0); err == nil {
			t.Errorf("ParseInfo(%q) gives no error", body)
		}
	}
}

func TestParseInfoCapsFiles(t *testing.T) {
	s, err := hub.ParseInfo([]byte(`{"siblings":[{"rfilename":"a"},{"rfilename":"b"},{"rfilename":"c"}]}`), 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Files) != 2 || s.Complete || len(s.Problems) != 1 || s.Problems[0].Code != "too-many-files" {
		t.Errorf("%d files, complete %v, problems %v", len(s.Files), s.Complete, s.Problems)
	}
}

func TestGateDocuments(t *testing.T) {
	s, err := hub.ParseInfo([]byte(fullAnswer), 0)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, d := range s.GateDocuments("https://hub.example/acme/tiny") {
		got[d.Path] = string(d.Text)
		if d.Role != doc.RolePrompt || d.DerivedFrom == nil || d.DerivedFrom.Path != hub.InfoPath || d.DerivedFrom.SHA256 != s.InfoSHA256 {
			t.Errorf("%s: role %s, derived from %+v", d.Path, d.Role, d.DerivedFrom)
		}
	}
	want := map[string]string{"README.md#extra_gated_prompt": "You agree.", "README.md#extra_gated_fields": "Name\nAge\n"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNewDocument(t *testing.T) {
	for _, tt := range []struct {
		content string
		role    doc.Role
		status  doc.Status
		path    string
	}{
		{"Use it kindly.", doc.RoleLicence, doc.StatusRead, "LICENSE"},
		{"", doc.RoleLicence, doc.StatusRead, "LICENSE"},
		{"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 7\n", doc.RoleLicence, doc.StatusLFSPointer, "LICENSE"},
		{"%PDF-1.7 x", doc.RoleLicence, doc.StatusBinary, "LICENSE"},
		{"a\x00b", doc.RoleLicence, doc.StatusBinary, "LICENSE"},
		{"\xff\xfeh\x00i\x00", doc.RoleLicence, doc.StatusRead, "LICENSE#utf-8"},
		{"\xfe\xff\x00h\x00i", doc.RoleLicence, doc.StatusRead, "LICENSE#utf-8"},
		{"\xff\xfeh\x00i\x00", doc.RoleCard, doc.StatusRead, "LICENSE"},
	} {
		d := hub.NewDocument("LICENSE", tt.role, "", []byte(tt.content))
		if d.Status != tt.status || d.Path != tt.path {
			t.Errorf("%q: %s %s, want %s %s", tt.content, d.Status, d.Path, tt.status, tt.path)
		}
		if d.Path == "LICENSE#utf-8" && string(d.Text) != "hi" {
			t.Errorf("%q decoded as %q", tt.content, d.Text)
		}
	}
}

// TestRecordedAnswers reads every recorded answer of a real hub.
func TestRecordedAnswers(t *testing.T) {
	read := 0
	for _, a := range recorded(t) {
		s, err := hub.ParseInfo(a.Body, 0)
		if err != nil {
			if a.Status == 200 && bytes.HasPrefix(a.Body, []byte("{")) {
				t.Errorf("%s: %v", a.name, err)
			}
			continue
		}
		if a.Status == 200 && s.AnsweredID != "" && s.Commit != "" && s.Complete {
			read++
		}
		for _, p := range s.Problems {
			if p.Code != "no-file-list" {
				t.Errorf("%s: %s", a.name, p.Params)
			}
		}
	}
	if read < 30 {
		t.Errorf("only %d answers give id, commit and files", read)
	}
}

type answer struct {
	name   string
	Status int
	Body   json.RawMessage
}

func recorded(tb testing.TB) []answer {
	tb.Helper()
	corpus := os.Getenv("FINEPRINT_CORPUS")
	if corpus == "" {
		tb.Skip("FINEPRINT_CORPUS is not set")
	}
	names, err := filepath.Glob(filepath.Join(corpus, "api", "0*.json"))
	if err != nil || len(names) == 0 {
		tb.Fatalf("no recorded answers: %v", err)
	}
	out := make([]answer, len(names))
	for i, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		if err := json.Unmarshal(data, &out[i]); err != nil {
			tb.Fatal(err)
		}
		out[i].name = filepath.Base(name)
	}
	return out
}

func FuzzParseInfo(f *testing.F) {
	f.Add([]byte(fullAnswer))
	f.Add([]byte(`{"siblings":[{"rfilename":"a/../b"}],"gated":1}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := hub.ParseInfo(raw, 10)
		if err != nil {
			return
		}
		if len(s.Files) > 10 {
			t.Fatalf("%d files", len(s.Files))
		}
		for _, file := range s.Files {
			if !hub.SafePath(file.Path) {
				t.Fatalf("unsafe path %q", file.Path)
			}
		}
		s.GateDocuments("")
	})
}

// Of a very long answer the file list is taken in and not kept twice; what is
// kept says what it is a part of.
func TestLongInfo(t *testing.T) {
	var body strings.Builder
	body.WriteString(`{"id":"acme/many","sha":"` + strings.Repeat("ab", 20) + `","siblings":[`)
	const files = 20_000
	for i := range files {
		fmt.Fprintf(&body, `{"rfilename":"data/part-%06d.jpg","size":5,"blobId":"%040d"},`, i, i)
	}
	body.WriteString(`{"rfilename":"LICENSE","size":5,"blobId":"` + strings.Repeat("cd", 20) + `"}],"cardData":{"license":"mit"}}`)
	s, err := hub.ReadInfo(strings.NewReader(body.String()), 0)
	if err != nil {
		t.Fatal(err)
	}
	whole := sha256.Sum256([]byte(body.String()))
	if s.InfoFrom != hex.EncodeToString(whole[:]) || string(s.RawInfo) != `{"id":"acme/many","sha":"`+strings.Repeat("ab", 20)+
		`","cardData":{"license":"mit"}}` {
		t.Errorf("kept %q of %s", s.RawInfo[:min(len(s.RawInfo), 200)], s.InfoFrom)
	}
	last := s.Files[len(s.Files)-1]
	if len(s.Files) != files+1 || !s.Complete || last.OID != strings.Repeat("cd", 20) || s.Files[files-1].Size != 5 {
		t.Errorf("%d files, complete %v, the last %+v", len(s.Files), s.Complete, last)
	}
}
