package audit_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/render"
)

// A scenario is a repository, acme/it, and what an audit of it says. Files,
// front matter and upstream are served by a fake hub to the real client.
type scenario struct {
	name    string
	meta    string            // front matter of the card, lines
	prose   string            // of the card
	files   map[string]string // beside the card; @apache stands for the text of Apache-2.0
	repo    func(*hubtest.Repo)
	profile string // "" is the default judge
	want    policy.Outcome
	says    string // what a reason, finding or problem says, in part
}

func tags(tags ...string) func(*hubtest.Repo) {
	return func(r *hubtest.Repo) { r.Tags = append(r.Tags, tags...) }
}

func utf16(text string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, c := range []byte(text) {
		b.WriteByte(c)
		b.WriteByte(0)
	}
	return b.String()
}

func TestWaryScenarios(t *testing.T) {
	for _, tt := range wary {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := tt.audit(t)
			if r.Verdict.Outcome != tt.want || !strings.Contains(said(r), tt.says) {
				t.Errorf("%s, want %s %q:\n%s", r.Verdict.Outcome, tt.want, tt.says, said(r))
			}
		})
	}
}

func TestPlainScenarios(t *testing.T) {
	for _, tt := range plain {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if r := tt.audit(t); r.Verdict.Outcome != policy.Pass || len(r.Problems) > 0 {
				t.Errorf("%s:\n%s", r.Verdict.Outcome, said(r))
			}
		})
	}
}

// TestPlainTexts serves well-known texts from the corpus under their own label.
func TestPlainTexts(t *testing.T) {
	texts := corpusTexts(t)
	if texts == nil {
		t.Skip("FINEPRINT_CORPUS is not set")
	}
	for _, id := range []string{"mit", "apache-2.0", "bsd-2-clause", "bsd-3-clause", "cc-by-4.0", "cc0-1.0"} {
		t.Run(id, func(t *testing.T) {
			if texts[id] == nil {
				t.Fatal("the corpus has no such text")
			}
			tt := scenario{meta: "license: " + id, files: map[string]string{"LICENSE": string(texts[id])}}
			if r := tt.audit(t); r.Verdict.Outcome != policy.Pass || len(r.Problems) > 0 {
				t.Errorf("%s:\n%s", r.Verdict.Outcome, said(r))
			}
			tt.files["LICENSE"] += "\n" + noBusiness
			if r := tt.audit(t); r.Verdict.Outcome != policy.Review {
				t.Errorf("with a clause added: %s", r.Verdict.Outcome)
			}
		})
	}
}

func said(r audit.TargetReport) string {
	var lines []string
	for _, reason := range r.Verdict.Reasons {
		lines = append(lines, reason.Text)
	}
	for _, f := range r.Findings {
		lines = append(lines, string(f.Kind)+": "+f.Message)
	}
	for _, p := range r.Problems {
		lines = append(lines, p.Code+": "+p.Text)
	}
	return strings.Join(lines, "\n")
}

func (s scenario) audit(t *testing.T) audit.TargetReport {
	t.Helper()
	set := ourRules(t)
	world := ourWorld(t)
	client, err := huggingface.New(huggingface.Config{Endpoint: hubtest.Start(t, &hubtest.Hub{Repos: append(neighbours(), s.served(t))})})
	if err != nil {
		t.Fatal(err)
	}
	cfg := audit.Config{Sources: map[string]audit.Source{ref.HuggingFace: client}, Clauses: set.Clauses, Licenses: set.Licenses,
		Cards: set.Cards, Openness: set.Openness, Lineage: lineage.Limits{Depth: 3}}
	if s.profile != "" {
		p, err := policy.Load("p.yaml", []byte("profile: p\n"+s.profile+"\n"), world)
		if err != nil {
			t.Fatal(err)
		}
		cfg.Policy = policy.Policy{Profile: p, World: world, Today: time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)}
	}
	report := audit.New(cfg).Run(context.Background(), requests(t, "acme/it"))
	readsBack(t, report)
	return render.NewReport(report).Reports[0]
}

// readsBack checks that the JSON form of a report says all that its text says.
func readsBack(t *testing.T, live *audit.Report) {
	t.Helper()
	back, err := audit.ReadReport(strings.NewReader(written(t, "json", live)))
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"json", "text"} {
		if diff := cmp.Diff(written(t, format, live), written(t, format, back)); diff != "" {
			t.Errorf("%s of the report and of its JSON form differ (-live +read back):\n%s", format, diff)
		}
	}
}

func written(t *testing.T, format string, r *audit.Report) string {
	t.Helper()
	f, err := render.Lookup(format)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := f.Write(render.Page{W: &out}, render.NewReport(r)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func (s scenario) served(t *testing.T) *hubtest.Repo {
	t.Helper()
	own, err := os.ReadFile("../../LICENSE") // the text of Apache-2.0
	if err != nil {
		t.Fatal(err)
	}
	text := string(own)
	fill := strings.NewReplacer("@apache", text, "@half", text[:len(text)/2], "@crlf", strings.ReplaceAll(text, "\n", "\r\n"))
	repo := model("acme/it", s.meta, s.prose)
	for name, content := range s.files {
		repo.Files[name] = []byte(fill.Replace(content))
	}
	if s.repo != nil {
		s.repo(repo)
	}
	return repo
}

func model(id, meta, prose string) *hubtest.Repo {
	return &hubtest.Repo{
		Kind: "models", ID: id, Large: map[string]int64{"model.safetensors": 1 << 30},
		Files: map[string][]byte{"README.md": []byte("---\n" + meta + "\n---\n# A model\n\n" + prose + "\n")},
	}
}

// neighbours are the repositories that scenarios name.
func neighbours() []*hubtest.Repo {
	hard := model("umbra/hard", "license: other\nlicense_name: acme-house\nlicense_link: LICENSE", "")
	hard.Files["LICENSE"] = []byte("You may use the Model. If your products have more than 3 million monthly active users, you must obtain " +
		"a separate licence from Acme.\n")
	hard.RenamedFrom = []string{"umbra/hard-old"}
	gate := model("umbra/gate", "license: other\nlicense_name: acme-house", "")
	gate.Gated = "manual"
	data := func(id, licence string) *hubtest.Repo {
		r := model(id, "license: "+licence, "")
		r.Kind, r.Large = "datasets", nil
		return r
	}
	return slices.Concat([]*hubtest.Repo{hard, gate},
		[]*hubtest.Repo{model("umbra/free", "license: apache-2.0", ""), model("umbra/mit", "license: mit", ""),
			model("umbra/nc", "license: cc-by-nc-4.0", ""), model("umbra/bare", "tags: [x]", "")},
		[]*hubtest.Repo{model("mirror/child", "license: mit\nbase_model: umbra/hard", ""),
			model("umbra/deep", "license: mit\nbase_model: acme/deep2", ""), model("acme/deep2", "license: mit\nbase_model: acme/deep3", ""),
			model("acme/deep3", "license: mit\nbase_model: acme/deep4", ""), model("acme/deep4", "license: cc-by-nc-4.0", "")},
		[]*hubtest.Repo{data("umbra/ncdata", "cc-by-nc-4.0"), data("umbra/data", "cc0-1.0")},
	)
}
