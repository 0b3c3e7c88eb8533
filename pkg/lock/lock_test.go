package lock_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/lock"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

func capOf(threshold int64, quote string) finding.Finding {
	return finding.New(finding.Finding{Kind: term.UserCap, Title: "A cap on users",
		Params:   term.Params{"threshold": threshold, "metric": "users"},
		Evidence: []doc.Evidence{{Path: "LICENSE", Quote: quote, Section: "2"}}})
}

// reading is a report of one model with these findings.
func reading(commit, licence string, findings ...finding.Finding) *audit.Report {
	d := &doc.Document{Path: "LICENSE", Role: doc.RoleLicence, SHA256: strings.Repeat("ab", 32), Status: doc.StatusRead}
	return &audit.Report{Reports: []audit.TargetReport{{
		Target:    audit.Target{Asked: "acme/tiny@main", ID: "acme/tiny", Kind: "model", Commit: commit},
		Documents: []audit.Document{{Document: d}},
		Licenses:  []finding.License{{ID: licence, Match: "exact"}}, Findings: findings, Verdict: policy.Verdict{Outcome: policy.Review},
	}}}
}

func TestCompare(t *testing.T) {
	openWords := finding.New(finding.Finding{Kind: term.LimitNotUnderstood,
		Evidence: []doc.Evidence{{Path: "LICENSE", Quote: "Only on Sundays."}}})
	for _, c := range []struct {
		name     string
		old, now *audit.Report
		want     []string
	}{
		{"nothing", reading("c0", "x", capOf(5, "a")), reading("c0", "x", capOf(5, "a")), nil},
		{"weights only", reading("c0", "x", capOf(5, "a")), reading("c1", "x", capOf(5, "a")), nil},
		{"other words of the same clause", reading("c0", "x", capOf(5, "a")), reading("c1", "x", capOf(5, "b")), nil},
		{"a figure", reading("c0", "x", capOf(5, "a")), reading("c1", "x", capOf(6, "a")), []string{"changed user-cap threshold 5 6"}},
		{"a clause more", reading("c0", "x"), reading("c1", "x", capOf(6, "a")), []string{"added user-cap"}},
		{"a clause less", reading("c0", "x", capOf(6, "a")), reading("c1", "x"), []string{"gone user-cap"}},
		{"words not understood", reading("c0", "x"), reading("c1", "x", openWords), []string{"added limit-not-understood"}},
		{"another licence", reading("c0", "x"), reading("c1", "y"), []string{"licence x y"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			kept, err := lock.New(c.old).Encode()
			if err != nil {
				t.Fatal(err)
			}
			file, err := lock.Read("fineprint.lock", kept)
			if err != nil {
				t.Fatal(err)
			}
			for how, diff := range map[string]lock.Diff{"reports": lock.Reports(c.old, c.now), "lock file": file.Check(c.now)} {
				if d := cmp.Diff(c.want, said(diff)); d != "" {
					t.Errorf("%s (-want +got):\n%s", how, d)
				}
			}
		})
	}
}

// said tells the changes in words that a table can hold.
func said(d lock.Diff) []string {
	var out []string
	for _, m := range d.Models {
		if a, b := m.Old.Licences[0].ID, m.New.Licences[0].ID; a != b {
			out = append(out, "licence "+a+" "+b)
		}
		for _, c := range m.Clauses {
			of := c.New
			if of == nil {
				of = c.Old
			}
			s := string(c.How) + " " + string(of.Kind)
			for _, p := range c.Params {
				s += strings.Join([]string{"", p.Name, number(p.Old), number(p.New)}, " ")
			}
			out = append(out, s)
		}
	}
	return out
}

func number(v any) string {
	n, _ := v.(int64)
	return string(rune('0' + n))
}

func TestModelsComeAndGo(t *testing.T) {
	other := reading("c0", "x")
	other.Reports[0].Target.ID = "acme/other"
	diff := lock.Reports(reading("c0", "x"), other)
	if len(diff.Models) != 2 || diff.Models[0].Old != nil || diff.Models[1].New != nil {
		t.Errorf("have %+v", diff)
	}
}

func TestTextChangesAreSeen(t *testing.T) {
	now := reading("c1", "x", capOf(5, "a"))
	now.Reports[0].Documents[0].SHA256 = strings.Repeat("cd", 32)
	diff := lock.Reports(reading("c0", "x", capOf(5, "a")), now)
	if len(diff.Models) != 1 || len(diff.Models[0].Documents) != 1 || len(diff.Models[0].Clauses) != 0 {
		t.Errorf("have %+v", diff)
	}
}

// A baseline excuses neither a new model nor one under another licence, even if
// the clauses that were found are the same.
func TestWorse(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, now *audit.Report
		want     int
	}{
		{"weights only", reading("c0", "x", capOf(5, "a")), reading("c1", "x", capOf(5, "a")), 0},
		{"a clause less", reading("c0", "x", capOf(5, "a")), reading("c1", "x"), 0},
		{"another licence", reading("c0", "x", capOf(5, "a")), reading("c1", "y", capOf(5, "a")), 1},
		{"a new model", &audit.Report{}, reading("c1", "x"), 1},
	} {
		if got := len(lock.Reports(c.old, c.now).Worse(c.now).Reports); got != c.want {
			t.Errorf("%s: %d targets are worse, want %d", c.name, got, c.want)
		}
	}
}

func TestLockFileFaults(t *testing.T) {
	good, err := lock.New(reading("c0", "x", capOf(5, "a"))).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, from, to, want string }{
		{"a version of later", "version: 1", "version: 9", "fineprint.lock:2: version: is 9"},
		{"changed by hand", `"threshold":5`, `"threshold":5000`, "digest: is not that of the clauses"},
		{"an unknown key", "rules:", "ruels:", "fineprint.lock:3: ruels:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad := strings.Replace(string(good), c.from, c.to, 1)
			if bad == string(good) {
				t.Fatalf("%q does not stand in\n%s", c.from, good)
			}
			if _, err := lock.Read("fineprint.lock", []byte(bad)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("have %v, want %q", err, c.want)
			}
		})
	}
}
