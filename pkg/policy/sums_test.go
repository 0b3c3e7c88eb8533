package policy_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/kind"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

var today = time.Date(2031, 6, 1, 12, 0, 0, 0, time.UTC)

var loadRules = sync.OnceValues(rules.Load)

// realKinds is what rules/kinds.yaml says.
func realKinds(t testing.TB) func(term.Kind) (kind.Info, bool) {
	t.Helper()
	r, err := loadRules()
	if err != nil {
		t.Fatal(err)
	}
	return r.Clauses.Kind
}

func clauseOf(k term.Kind, p term.Params) finding.Finding {
	params := term.NewParams(k)
	for name, value := range p {
		params[name] = value
	}
	return finding.New(finding.Finding{
		Kind: k, Scopes: both, Source: term.Detected, Params: params, Title: string(k),
		Evidence: []doc.Evidence{{Path: "LICENSE", SHA256: textDigest, Spans: []doc.Span{}, Quote: fmt.Sprint(k, p)}},
	})
}

const textDigest = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

// released is a known licence of which every text was released on 2024-07-23.
func released() finding.License {
	l := detected(&license.Entry{ID: "acme-released", Category: term.Community, FixedText: true, Issued: "2024-07-23"}, license.Exact)
	l.Evidence = []doc.Evidence{{Path: "LICENSE", SHA256: textDigest}}
	return l
}

func TestSums(t *testing.T) {
	mau := func(measured string) term.Params {
		return term.Params{"metric": "monthly-active-users", "threshold": int64(700_000_000), "measured": measured}
	}
	bounded := func(boundary string) term.Params {
		p := mau("rolling")
		p["boundary"] = boundary
		return p
	}
	both := term.Params{
		"metric": "monthly-active-users", "threshold": int64(9), "currency": "USD", "period": "year", "amount": int64(5), "join": "and",
	}
	money := func(currency, period string, amount int64) term.Params {
		return term.Params{"currency": currency, "period": period, "amount": amount}
	}
	badge := term.Params{"threshold": int64(100_000_000), "metric": "monthly-active-users", "amount": int64(20_000_000), "currency": "USD",
		"period": "month"}
	eu := func(scope any) term.Params { return term.Params{"regions": []string{"EU"}, "scope": scope} }
	const T, N, P = finding.Triggered, finding.NotTriggered, finding.NeedsPerson
	tests := []struct {
		name, profile string
		kind          term.Kind
		params        term.Params
		want          finding.State
		sum           string
	}{
		{"peak below a release-date cap", "company: {monthly_users: {peak: 5000000}}", term.UserCap, mau("release-date"), N,
			"700,000,000 at 2024-07-23 > your peak 5,000,000: not triggered, margin 140×"},
		{"the month decides", "company: {monthly_users: {peak: 900000000, at: {2024-07: 650000000}}}", term.UserCap, mau("release-date"), N,
			"700,000,000 at 2024-07-23 > your 650,000,000 of 2024-07: not triggered, margin 1.0×"},
		{"the month decides against", "company: {monthly_users: {now: 5, at: {2024-07: 800000000}}}", term.UserCap, mau("release-date"), T,
			"700,000,000 at 2024-07-23 < your 800,000,000 of 2024-07: triggered"},
		{"the month before", "company: {monthly_users: {at: {2024-06: 1000}}}", term.UserCap, mau("release-date"), N,
			"700,000,000 at 2024-07-23 > your 1,000 of 2024-06: not triggered, margin 700,000×"},
		{"two months that differ", "company: {monthly_users: {at: {2024-06: 1, 2024-07: 800000000}}}", term.UserCap, mau("release-date"), P,
			"700,000,000 at 2024-07-23 < your 800,000,000 of 2024-07; 700,000,000 at 2024-07-23 > your 1 of 2024-06; which of the two months " +
				"counts is not clear: needs a person"},
		{"only now, above", "company: {monthly_users: {now: 800000000}}", term.UserCap, mau("release-date"), P,
			"700,000,000 at 2024-07-23 against your 800,000,000 now; what counts is 2024-07, which company.monthly_users.at does not give; your " +
				"peak is not given: needs a person"},
		{"only now, below", "company: {monthly_users: {now: 5}}", term.UserCap, mau("release-date"), P,
			"700,000,000 at 2024-07-23 against your 5 now; what counts is 2024-07, which company.monthly_users.at does not give; your peak is " +
				"not given: needs a person"},
		{"peak above", "company: {monthly_users: {now: 5, peak: 800000000}}", term.UserCap, mau("release-date"), P, ""},
		{"another month does not count", "company: {monthly_users: {at: {2024-09: 5}}}", term.UserCap, mau("release-date"), P, ""},
		{"rolling, peak below", "company: {monthly_users: {peak: 5}}", term.UserCap, mau("rolling"), N,
			"700,000,000 > your peak 5: not triggered, margin 140,000,000×"},
		{"rolling, now above", "company: {monthly_users: {now: 700000001}}", term.UserCap, mau("rolling"), T,
			"700,000,000 < your 700,000,001 now: triggered"},
		{"rolling, now below", "company: {monthly_users: {now: 350000000}}", term.UserCap, mau("rolling"), N,
			"700,000,000 > your 350,000,000 now: not triggered, margin 2.0×"},
		{"rolling, above once", "company: {monthly_users: {now: 5, peak: 800000000}}", term.UserCap, mau("rolling"), P,
			"700,000,000 ≤ your peak 800,000,000; whether your rights ended then is not clear: needs a person"},
		{"one of two", "company: {monthly_users: {now: 10, peak: 10}, revenue: {currency: USD, year: 4}}",
			term.AttributionThreshold, both, N, ""},
		{"both of two", "company: {monthly_users: {now: 10, peak: 10}, revenue: {currency: USD, year: 6}}",
			term.AttributionThreshold, both, T, ""},
		{"half of a cap on both", "company: {monthly_users: {now: 10, peak: 10}}", term.UserCap, both, P, ""},
		{"reached", "company: {monthly_users: {now: 700000000, peak: 700000000}}", term.UserCap, bounded("from"), T, ""},
		{"not passed", "company: {monthly_users: {now: 600000000, peak: 700000000}}", term.UserCap, bounded("over"), N, ""},
		{"equal", "company: {monthly_users: {now: 700000000, peak: 700000001}}", term.UserCap, mau("rolling"), P, ""},
		{"exactly the number", "company: {monthly_users: {now: 700000000}}", term.UserCap, mau("rolling"), P,
			"700,000,000 = your 700,000,000 now, and the clause may mean \"more than\" or \"at least\": needs a person"},
		{"nobody says when it counts", "company: {monthly_users: {now: 5}}", term.UserCap,
			term.Params{"metric": "monthly-active-users", "threshold": int64(7)}, P, ""},
		{"no figure", "company: {countries: [DE]}", term.UserCap, mau("rolling"), P,
			"700,000,000 against your figure: company.monthly_users is not given: needs a person"},
		{"blank template", "company: {monthly_users: {peak: 1}}", term.UserCap, term.Params{"metric": "monthly-active-users"}, P,
			"the clause leaves the number blank: needs a person"},
		{"a metric that nobody holds", "company: {monthly_users: {peak: 1}}", term.UserCap,
			term.Params{"metric": "users", "threshold": int64(9)}, P, "9 of what is not a figure that a profile holds (users): needs a person"},
		{"a day is within its month", "company: {monthly_users: {peak: 8}}", term.UserCap,
			term.Params{"metric": "daily-active-users", "threshold": int64(9)}, N,
			"9 users a day > your peak of 8 users a month, and those of a day are among them: not triggered"},
		{"a month is not a day", "company: {monthly_users: {peak: 10}}", term.UserCap,
			term.Params{"metric": "daily-active-users", "threshold": int64(9)}, P, ""},
		{"devices", "company: {devices: {peak: 6000, now: 6000}}", term.UserCap,
			term.Params{"metric": "devices", "threshold": int64(5000), "measured": "rolling"}, T, "5,000 < your 6,000 now: triggered"},
		{"about somebody else, below", "company: {monthly_users: {peak: 1}}", term.UserCap,
			term.Params{"metric": "monthly-active-users", "threshold": int64(9), "applies_to": "image services"}, N, ""},
		{"about somebody else, above", "company: {monthly_users: {now: 10}}", term.UserCap,
			term.Params{"metric": "monthly-active-users", "threshold": int64(9), "measured": "rolling", "applies_to": "image services"}, P,
			"9 < your 10 now, but the clause says that it is about image services: needs a person"},

		{"year below", "company: {revenue: {currency: USD, year: 900000}}", term.RevenueCap, money("USD", "year", 1_000_000), N,
			"USD 1,000,000 a year > your 900,000 a year: not triggered, margin 1.1×"},
		{"year above", "company: {revenue: {currency: USD, year: 9000000}}", term.RevenueCap, money("USD", "year", 1_000_000), T,
			"USD 1,000,000 a year < your 9,000,000 a year: triggered"},
		{"month for a year", "company: {revenue: {currency: USD, best_month: 9}}", term.RevenueCap, money("USD", "year", 1_000_000), P,
			"USD 1,000,000 a year: company.revenue.year is not given, and a month is not a year: needs a person"},
		{"year for a month, above", "company: {revenue: {currency: USD, year: 9000000}}", term.RevenueCap, money("USD", "month", 1_000_000), P,
			"USD 1,000,000 a month: company.revenue.best_month is not given, and a year is not a month: needs a person"},
		{"year below a month", "company: {revenue: {currency: USD, year: 900000}}", term.RevenueCap, money("USD", "month", 1_000_000), N,
			"USD 1,000,000 a month > your 900,000 a year, and no month earns more than its year: not triggered"},
		{"another currency", "company: {revenue: {currency: EUR, year: 9}}", term.RevenueCap, money("USD", "year", 1_000_000), P,
			"USD 1,000,000 a year against a revenue in EUR: no currency is converted, because the day and rate that count are for a person to " +
				"say: needs a person"},
		{"no currency in the clause", "company: {revenue: {currency: EUR, year: 9}}", term.RevenueCap,
			term.Params{"amount": int64(10), "period": "year"}, P, ""},
		{"money raised", "company: {revenue: {currency: USD, year: 9}}", term.RevenueCap,
			term.Params{"amount": int64(10), "currency": "USD", "period": "total", "metric": "total-funding-raised"}, P,
			"USD 10 in total of total funding raised, which a profile does not hold: needs a person"},
		{"blank sum", "company: {revenue: {currency: USD, year: 9}}", term.RevenueCap, term.Params{"currency": "USD", "period": "year"}, P,
			"the clause leaves the sum blank: needs a person"},
		{"exempt", "company: {revenue: {currency: USD, year: 11}}", term.RevenueCap,
			term.Params{"amount": int64(10), "currency": "USD", "period": "year", "exempt": "personal or research use"}, P, ""},

		{"badge, below both", "company: {monthly_users: {peak: 99000000}, revenue: {currency: USD, best_month: 19000000}}",
			term.AttributionThreshold, badge, N,
			"100,000,000 > your peak 99,000,000: not triggered, margin 1.0×; USD 20,000,000 a month > your best month 19,000,000: not triggered, " +
				"margin 1.0×"},
		{"badge, users above", "company: {monthly_users: {now: 101000000}}", term.AttributionThreshold, badge, T, ""},
		{"badge, money above", "company: {monthly_users: {peak: 1}, revenue: {currency: USD, best_month: 21000000}}", term.AttributionThreshold,
			badge, T, ""},
		{"badge, half is known", "company: {monthly_users: {peak: 1}}", term.AttributionThreshold, badge, P, ""},

		{"in the Union", "company: {countries: [US, DE]}", term.RegionExclusion, eu(nil), T, "DE is in the European Union: triggered"},
		{"an outermost region", "company: {countries: [RE]}", term.RegionExclusion, eu(nil), T, ""},
		{"not in the Union", "company: {countries: [US]}", term.RegionExclusion, eu("all"), N,
			"you are in US, and none of it is in the European Union: not triggered"},
		{"left the Union", "company: {countries: [UK]}", term.RegionExclusion, eu(nil), N, ""},
		{"the country itself", "company: {countries: [GB]}", term.RegionExclusion, term.Params{"regions": []string{"EU", "UK"}}, T, ""},
		{"in the Area by the Union", "company: {countries: [HR]}", term.RegionExclusion, term.Params{"regions": []string{"EEA"}}, T, ""},
		{"in the Association only", "company: {countries: [CH]}", term.RegionExclusion, term.Params{"regions": []string{"EEA"}}, N, ""},
		{"a place nobody knows", "company: {countries: [CH]}", term.RegionExclusion, term.Params{"regions": []string{"Atlantis"}}, P, ""},
		{"no countries", "use: {saas: true}", term.RegionExclusion, eu(nil), P, ""},
		{"multimodal models", "company: {countries: [DE]}", term.RegionExclusion, eu("multimodal models"), T,
			"DE is in the European Union, and the model is multimodal (pipeline tag image-text-to-text, model type not stated): triggered"},
		{"models of some kind", "company: {countries: [DE]}", term.RegionExclusion, eu("weather models"), P, ""},

		{"commercial bodies", "company: {kind: company}", term.GovernmentOrEntityExclusion,
			term.Params{"who": []string{"commercial organisations"}}, T, ""},
		{"not a commercial body", "company: {kind: research}", term.GovernmentOrEntityExclusion,
			term.Params{"who": []string{"commercial organisations"}}, N, ""},
		{"who acts for one", "company: {kind: research}", term.GovernmentOrEntityExclusion,
			term.Params{"who": []string{"commercial organisations", "anyone acting for them"}}, P, ""},
		{"a government", "company: {kind: government}", term.GovernmentOrEntityExclusion, term.Params{"who": []string{"government bodies"}}, T,
			""},

		{"commercial use", "use: {commercial: true}", term.NonCommercial, nil, T,
			"it allows non-commercial use only, and your use is commercial: triggered"},
		{"a charity", "company: {kind: non-profit}\nuse: {commercial: false}", term.NonCommercial, nil, N, ""},
		{"a company that says so", "company: {kind: company}\nuse: {commercial: false}", term.NonCommercial, nil, P, ""},
		{"a charity is not research", "company: {kind: non-profit}\nuse: {commercial: false}", term.NonCommercial,
			term.Params{"research_only": true}, P, ""},
		{"research", "company: {kind: research}\nuse: {commercial: false, research_only: true}", term.NonCommercial,
			term.Params{"research_only": true}, N, ""},
		{"production", "use: {production: true, commercial: false}", term.NonCommercial, term.Params{"limit": "non-production"}, T, ""},
		{"no production", "use: {production: false, commercial: true}", term.NonCommercial, term.Params{"limit": "non-production"}, N, ""},
		{"a trial", "use: {production: false}", term.NonCommercial, term.Params{"trial_days": int64(30)}, P, ""},

		{"a barred field", "fields: [medical]", term.FieldOfUse, term.Params{"fields": []string{"military", "medical"}}, T,
			"it bars medical, which you are in: triggered"},
		{"no barred field", "fields: []", term.FieldOfUse, term.Params{"fields": []string{"military", "medical"}}, N,
			"it bars military, medical, and you are in none of it: not triggered"},
		{"fields not said", "use: {saas: true}", term.FieldOfUse, term.Params{"fields": []string{"military"}}, P, ""},
		{"a policy elsewhere", "fields: []", term.FieldOfUse, term.Params{"fields": []string{"unspecified"}, "by": "linked-policy"}, P, ""},

		{"a service", "use: {saas: true}", term.NoHostedService, nil, T, "your profile says saas: yes: triggered"},
		{"no service", "use: {saas: false}", term.NoHostedService, nil, N, "you do none of this: saas: not triggered"},
		{"service not said", "use: {commercial: true}", term.NoHostedService, nil, P,
			"your profile does not say whether you do this: saas: needs a person"},
		{"changed for own use", "use: {fine_tune: true, fine_tune_and_publish: false}", term.NoDerivatives, nil, P, ""},
		{"trains on outputs", "use: {train_on_outputs: true}", term.NoTrainingOnOutputs, nil, T, ""},
		{"competes", "use: {commercial: true}", term.NoCompete, nil, P, "no profile can tell: needs a person"},
		{"any use", "use: {commercial: true}", term.Indemnity, nil, T, "it binds whoever uses it: triggered"},
	}
	kinds, w := realKinds(t), world(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := policy.Policy{Profile: load(t, "profile: p\n"+tt.profile), World: w, Today: today}
			_, findings := p.Judge(policy.Facts{
				Kind: ref.Model, Fetched: true, Complete: true, Kinds: kinds, PipelineTag: "image-text-to-text",
				Licenses: []finding.License{released()}, Findings: []finding.Finding{clauseOf(tt.kind, tt.params)},
			})
			got := told(audit.TargetReport{Findings: findings}).Findings[0].Judged
			if got.State == nil || *got.State != tt.want || tt.sum != "" && got.Sum != tt.sum {
				t.Errorf("%v: %q, want %s: %q", deref(got.State), got.Sum, tt.want, tt.sum)
			}
		})
	}
}

// told returns what a report says of findings and obligations.
func told(t audit.TargetReport) audit.TargetReport {
	return render.NewReport(&audit.Report{Reports: []audit.TargetReport{t}}).Reports[0]
}

func deref(s *finding.State) finding.State {
	if s == nil {
		return "not judged"
	}
	return *s
}
