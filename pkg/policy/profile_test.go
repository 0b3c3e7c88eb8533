package policy_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

const saas = "profile: p\ncompany: {kind: company, countries: [DE], monthly_users: {peak: 5000000}}\nuse: {commercial: true, saas: " +
	"true, redistribute_weights: false, ship_product: false, fine_tune_and_publish: false}\nfields: []\n"

func by(t testing.TB, text string) policy.Policy {
	t.Helper()
	return policy.Policy{Profile: load(t, text), World: world(t), Today: today}
}

// exact are the facts of a model under the exact text of a licence, with the
// clauses given.
func exact(t testing.TB, e *license.Entry, findings ...finding.Finding) policy.Facts {
	t.Helper()
	l := detected(e, license.Exact)
	l.Evidence = []doc.Evidence{{Path: "LICENSE", SHA256: textDigest}}
	f := settled([]finding.License{l}, findings...)
	f.Target, f.Kinds = "acme/model", realKinds(t)
	return f
}

func TestProfileDecides(t *testing.T) {
	capped := clauseOf(term.UserCap, term.Params{"metric": "monthly-active-users", "threshold": int64(700_000_000), "measured": "rolling"})
	hosted := clauseOf(term.NoHostedService, nil)
	notices := clauseOf(term.NoticeRetention, nil)
	indemnity := clauseOf(term.Indemnity, nil)
	changed := exact(t, permissive)
	changed.Licenses[0].Match = license.Modified
	ranged := func(low, high openness.Tier) policy.Facts {
		f := exact(t, permissive)
		f.Tier = openness.Range{Low: low, High: high}
		return f
	}
	tests := []struct {
		name, profile string
		facts         policy.Facts
		want          policy.Outcome
	}{
		{"a cap that does not bite", "", exact(t, community, capped, notices), policy.Pass},
		{"a clause that bars", "", exact(t, community, hosted), policy.Fail},
		{"a clause that binds everybody", "", exact(t, community, indemnity), policy.Review},
		{"a clause that is accepted", "accept: {kinds: {indemnity: allow}}", exact(t, community, indemnity), policy.Pass},
		{"a bar that is accepted", "accept: {kinds: {no-hosted-service: allow}}", exact(t, community, hosted), policy.Pass},
		{"review does not soften a bar", "accept: {kinds: {no-hosted-service: review}}", exact(t, community, hosted), policy.Fail},
		{"a cap that is denied although it does not bite", "accept: {kinds: {user-cap: deny}}", exact(t, community, capped), policy.Fail},
		{"a cap that is reviewed although it does not bite", "accept: {kinds: {user-cap: review}}", exact(t, community, capped), policy.Review},
		{"a denied category", "accept: {categories: {community: deny}}", exact(t, community), policy.Fail},
		{"an id before its category", "accept: {categories: {community: deny}, licences: {ACME-community: allow}}", exact(t, community),
			policy.Pass},
		{"a pattern", "accept: {licences: {acme-*: deny}}", exact(t, community), policy.Fail},
		{"in no list", "accept: {otherwise: review, categories: {permissive: allow}}", exact(t, community), policy.Review},
		{"allowing a licence does not allow its changed form", "accept: {licences: {Breeze-1.0: allow}}", changed, policy.Review},
		{"a tier", "accept: {tiers: {open-weight: deny}}", ranged("open-weight", "open-weight"), policy.Fail},
		{"a tier that is only possible", "accept: {tiers: {open-weight: deny}}", ranged("open-weight", "open-source"), policy.Review},
		{"a tier that was not assessed", "accept: {tiers: {open-weight: allow}}", exact(t, permissive), policy.Review},
		{"no text", "accept: {require_text: deny}", exact(t, permissive, found(term.LicenceTextMissing, term.Declared)), policy.Fail},
		{"a condition that holds", "conditions: [{name: c, when: 'findings.exists(f, f.kind == \"indemnity\" && f.state == \"triggered\")', " +
			"then: deny, why: w}]", exact(t, community, indemnity), policy.Fail},
		{"a condition that does not", "conditions: [{name: c, when: 'findings.exists(f, f.inherited) || size(licences) > 1', then: deny, why: " +
			"w}]", exact(t, permissive), policy.Pass},
		{"a condition over params", "conditions: [{name: c, when: 'findings.exists(f, f.kind == \"user-cap\" && f.params.threshold < " +
			"1000000000)', then: review, why: w}]", exact(t, community, capped), policy.Review},
		{"a condition that fails to work out", "conditions: [{name: c, when: 'findings[5].kind == \"x\"', then: deny, why: w}]",
			exact(t, permissive), policy.Fail},
		{"a condition that costs too much", "conditions: [{name: c, when: '[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, " +
			"[1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, [1,2,3,4,5,6,7,8,9,10].all(f, a+b+c+d+e+f " +
			"> 0))))))', then: review, why: w}]", exact(t, permissive), policy.Review},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := by(t, saas+tt.profile).Judge(tt.facts)
			if got.Outcome != tt.want {
				t.Errorf("outcome %s, want %s; reasons %v", got.Outcome, tt.want, got.Reasons)
			}
		})
	}
}

func TestExceptions(t *testing.T) {
	hosted := clauseOf(term.NoHostedService, nil)
	inText := func(digest string) policy.Facts {
		f := exact(t, community, hosted)
		f.Findings[0].Evidence = []doc.Evidence{{Path: "LICENSE", SHA256: digest}}
		return f
	}
	otherDigest := strings.Repeat("b", 64)
	changed := exact(t, permissive, finding.New(finding.Finding{Kind: term.LicenceModified, Scopes: both, Source: term.Detected}))
	changed.Licenses[0].Match = license.Modified
	tests := []struct {
		name, target, finding, expires string
		facts                          policy.Facts
		want                           policy.Outcome
		lapsed                         string
	}{
		{"holds", "acme/*", "no-hosted-service", "2031-06-01", exact(t, community, hosted), policy.Pass, ""},
		{"for one finding", "acme/model", hosted.ID, "2031-12-31", exact(t, community, hosted), policy.Pass, ""},
		{"expired", "acme/*", "no-hosted-service", "2031-05-31", exact(t, community, hosted), policy.Fail, "it expired on 2031-05-31"},
		{"another text", "acme/*", "no-hosted-service", "2031-12-31", inText(otherDigest), policy.Fail,
			"it was granted for the text with SHA-256 aaaaaaaaaaaa, and the text is now another one (bbbbbbbbbbbb)"},
		{"no text", "acme/*", "no-hosted-service", "2031-12-31", inText(""), policy.Fail,
			"it was granted for the text with SHA-256 aaaaaaaaaaaa, and no text was read here"},
		{"another finding", "acme/*", "user-cap", "2031-12-31", exact(t, community, hosted), policy.Fail, "there is no user-cap here any more"},
		{"a changed text that somebody has read", "acme/*", "licence-modified", "2031-12-31", changed, policy.Pass, ""},
		{"does not undo what is unread", "acme/*", "no-hosted-service", "2031-12-31",
			with(exact(t, community, hosted), unread(doc.RoleLicence, doc.StatusTooLarge)), policy.Undecided, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			grant := fmt.Sprintf("exceptions: [{owner: o, reason: r, expires: %s, target: %s, finding: %s, licence_sha256: %s}]", tt.expires,
				tt.target, tt.finding, textDigest)
			got, _ := by(t, saas+grant).Judge(tt.facts)
			got = told(audit.TargetReport{Verdict: got}).Verdict
			if got.Outcome != tt.want || len(got.Exceptions) != 1 || got.Exceptions[0].Lapsed != tt.lapsed {
				t.Errorf("outcome %s, want %s; exceptions %+v", got.Outcome, tt.want, got.Exceptions)
			}
		})
	}
	t.Run("another target", func(t *testing.T) {
		grant := fmt.Sprintf("exceptions: [{owner: o, reason: r, expires: 2031-12-31, target: other/*, finding: no-hosted-service, "+
			"licence_sha256: %s}]", textDigest)
		got, _ := by(t, saas+grant).Judge(exact(t, community, hosted))
		if got.Outcome != policy.Fail || len(got.Exceptions) != 0 {
			t.Errorf("outcome %s, exceptions %+v", got.Outcome, got.Exceptions)
		}
	})
	t.Run("no day", func(t *testing.T) {
		p := by(t, saas+fmt.Sprintf("exceptions: [{owner: o, reason: r, expires: 2031-12-31, target: acme/*, finding: no-hosted-service, "+
			"licence_sha256: %s}]", textDigest))
		p.Today = time.Time{}
		if got, _ := p.Judge(exact(t, community, hosted)); got.Outcome != policy.Fail {
			t.Errorf("outcome %s: an exception without a day to judge it by holds", got.Outcome)
		}
	})
}

// dice draws facts for the properties.
type dice struct {
	*rand.Rand
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// clause returns a clause of any kind with params of every shape.
func (d dice) clause(n int) finding.Finding {
	k := pick(d.Rand, term.ClauseKinds())
	p := term.NewParams(k)
	for _, def := range term.ParamsOf(k) {
		switch {
		case d.IntN(3) == 0:
		case def.Type == term.Int:
			p[def.Name] = d.Int64N(1_000_000_000)
		case def.Type == term.Bool:
			p[def.Name] = d.IntN(2) == 0
		case def.Type == term.Strings:
			p[def.Name] = []string{pick(d.Rand, append([]string{"EU", "UK", "US", "commercial bodies", "x"}, def.Values...))}
		default:
			p[def.Name] = pick(d.Rand, append([]string{"USD", "all", "multimodal models"}, def.Values...))
		}
	}
	f := clauseOf(k, p)
	f.Evidence[0].Quote = fmt.Sprint(n)
	f.Source = pick(d.Rand, []term.Source{term.Detected, term.Declared, term.Inherited, term.Catalogue, term.Inferred})
	return finding.New(f)
}

func (d dice) facts(t *testing.T) policy.Facts {
	f := exact(t, pick(d.Rand, []*license.Entry{permissive, community, copyleft}))
	f.Licenses[0].Match = pick(d.Rand, []license.Degree{license.Exact, license.Exact, license.Modified})
	for n := range d.IntN(4) {
		f.Findings = append(f.Findings, d.clause(n))
	}
	return f
}

// TestProfilesAreMonotone draws facts and judges them by every ready profile.
// An added clause never moves an outcome towards pass; a lost licence text
// never leaves a pass, and what rested on it is undecided.
func TestProfilesAreMonotone(t *testing.T) {
	d := dice{Rand: rand.New(rand.NewPCG(1, 2))}
	for _, name := range rules.ProfileNames() {
		text, _ := rules.ProfileSource(name)
		p := by(t, string(text))
		for range 300 {
			base := d.facts(t)
			before, judged := p.Judge(base)
			again, _ := p.Judge(base)
			if before.Outcome != again.Outcome || len(judged) != len(base.Findings) {
				t.Fatalf("%s: judging twice gives %s and %s", name, before.Outcome, again.Outcome)
			}
			more := base
			more.Findings = append(slices.Clone(base.Findings), d.clause(99))
			after, _ := p.Judge(more)
			if rank(after.Outcome) < rank(before.Outcome) {
				t.Errorf("%s: %s moved %s to %s", name, more.Findings[len(more.Findings)-1].Kind, before.Outcome, after.Outcome)
			}
			worseInNoScope(t, before.Scopes, after.Scopes)
			lost := with(base, unread(doc.RoleLicence, doc.StatusTooLarge))
			lost.Licenses, lost.Findings = nil, nil
			if got, _ := p.Judge(lost); got.Outcome != policy.Undecided {
				t.Errorf("%s: without its only text the outcome is %s", name, got.Outcome)
			}
		}
	}
}

func worseInNoScope(t *testing.T, before, after policy.Scoped) {
	t.Helper()
	for _, pair := range [][2]*policy.Outcome{{before.Weights, after.Weights}, {before.Code, after.Code}, {before.Data, after.Data},
		{before.Outputs, after.Outputs}} {
		if pair[0] != nil && (pair[1] == nil || rank(*pair[1]) < rank(*pair[0])) {
			t.Errorf("a clause moved a scope from %v towards pass", *pair[0])
		}
	}
}

// TestEveryClauseIsJudged checks that a profile gives every kind of clause a
// state with a reason, also kinds that nobody described.
func TestEveryClauseIsJudged(t *testing.T) {
	p := by(t, saas)
	for _, k := range term.ClauseKinds() {
		_, findings := p.Judge(exact(t, community, clauseOf(k, nil)))
		if findings[0].Judged.State == nil || len(findings[0].Judged.Because) == 0 {
			t.Errorf("%s is not judged", k)
		}
	}
	f := exact(t, permissive, clauseOf(term.NoCompete, nil))
	f.Kinds = kinds
	if v, findings := p.Judge(f); v.Outcome != policy.Review || *findings[0].Judged.State != finding.NeedsPerson {
		t.Errorf("a kind that nobody described: %s, %+v", v.Outcome, findings[0].Judged)
	}
}

func TestMembershipHasDates(t *testing.T) {
	w := world(t)
	for _, tt := range []struct {
		country, region, day string
		in                   bool
	}{
		{"GB", "EU", "2020-01-31", true}, {"GB", "EU", "2020-02-01", false}, {"GB", "EU", "1972-12-31", false},
		{"HR", "EEA", "2013-06-30", false}, {"HR", "EEA", "2013-07-01", true}, {"NO", "EEA", "2031-01-01", true},
		{"CH", "EEA", "2031-01-01", false},
		{"AT", "EFTA", "1994-12-31", true}, {"AT", "EFTA", "1995-01-01", false}, {"DE", "EEA", "1993-12-31", false},
		{"GB", "UK", "2031-01-01", true},
	} {
		day, _ := time.Parse(time.DateOnly, tt.day)
		if in, known := w.In(tt.country, tt.region, day); in != tt.in || !known {
			t.Errorf("%s in %s on %s: %v, %v", tt.country, tt.region, tt.day, in, known)
		}
	}
	if members := countMembers(w, "EU"); members != 27 {
		t.Errorf("the Union has %d member states", members)
	}
}

// countMembers counts the member states, without regions that have a code of
// their own.
func countMembers(w *policy.World, region string) int {
	n := 0
	for _, c := range w.Countries {
		regionOf := slices.Contains([]string{"GF", "GP", "MQ", "RE", "MF", "YT", "AX"}, c.Code)
		if in, _ := w.In(c.Code, region, today); in && !regionOf {
			n++
		}
	}
	return n
}

// BenchmarkJudge judges a long licence by a ready profile, without and with a
// condition of its own.
func BenchmarkJudge(b *testing.B) {
	text, _ := rules.ProfileSource("commercial-saas")
	f := exact(b, community)
	for i, k := range term.ClauseKinds()[:30] {
		c := clauseOf(k, nil)
		c.ID = fmt.Sprint(i)
		f.Findings = append(f.Findings, c)
	}
	f.Kind = ref.Model
	for _, bm := range []struct{ name, more string }{
		{"sums", ""}, {"condition", "conditions: [{name: c, when: 'findings.exists(f, f.inherited)', then: review, why: w}]\n"},
	} {
		p := by(b, string(text)+bm.more)
		b.Run(bm.name, func(b *testing.B) {
			for b.Loop() {
				p.Judge(f)
			}
		})
	}
}
