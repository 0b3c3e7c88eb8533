package policy_test

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/openness"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/term"
	"github.com/fineprint-audit/fineprint/rules"
)

func world(t testing.TB) *policy.World {
	t.Helper()
	w, err := rules.World()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func load(t testing.TB, text string) *policy.Profile {
	t.Helper()
	p, err := policy.Load("my.yaml", []byte(text), world(t))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// bad are profiles with faults, and every message that they earn. schema tells
// whether the JSON Schema, which knows form only, refuses them too.
var bad = []struct {
	name, text string
	want       []string
	schema     bool
}{
	{"empty", "", []string{"my.yaml: is empty"}, true},
	{"no mapping", "- a\n", []string{"my.yaml:1: want keys with values, have a list",
		"my.yaml:1: profile: is missing: give the profile a name"}, true},
	{"no YAML", "profile: [a\n", []string{"my.yaml:1: did not find expected ',' or ']'"}, true},
	{"two documents", "profile: a\n---\nprofile: b\n", []string{"my.yaml: holds more than one document"}, false},
	{"no name", "about: x\n", []string{"my.yaml:1: profile: is missing: give the profile a name"}, true},
	{"unknown key", "profile: a\ncompany:\n  contries: [DE]\n",
		[]string{"my.yaml:3: company.contries: no such key; there are: names, kind, sector, countries, monthly_users, daily_users, " +
			"monthly_unique_users, monthly_visits, devices, employees, revenue"}, true},
	{"twice", "profile: a\nuse: {saas: true, saas: false}\n", []string{"my.yaml:2: use.saas: stands here twice"}, false},
	{"wrong types", "profile: a\ncompany:\n  countries: DE\n  monthly_users: {now: many, at: {2024-7: 1}}\nuse: {saas: perhaps}\n", []string{
		`my.yaml:3: company.countries: want a list, have "DE"`,
		`my.yaml:4: company.monthly_users.now: want a whole number, have "many"`,
		`my.yaml:4: company.monthly_users.at.2024-7: "2024-7" is no month; write YYYY-MM`,
		`my.yaml:5: use.saas: want true or false, have "perhaps"`,
	}, true},
	{"not in the lists", "profile: a\ncompany: {kind: firm, countries: [DE, Germany]}\nuse: {resell: true}\naccept:\n  kinds: {user-caps: " +
		"deny}\n  tiers: {open: allow}\n  categories: {free: allow}\n  otherwise: no\n", []string{
		`my.yaml:2: company.kind: "firm" is none of [company government non-profit research individual]`,
		`my.yaml:2: company.countries[1]: "Germany" is no ISO 3166 code of two letters, such as DE`,
		"my.yaml:3: use.resell: no such act; there are: commercial, internal, saas, ship_product, redistribute_weights, fine_tune, " +
			"fine_tune_and_publish, train_on_outputs, sell, production, research_only, reverse_engineer, publish_benchmarks, remove_safety_limits",
		"my.yaml:5: accept.kinds.user-caps: no such kind of clause or finding; docs/policies.md lists them",
		"my.yaml:6: accept.tiers.open: no such tier; there are: [closed restricted-weights open-weight open-source]",
		"my.yaml:7: accept.categories.free: no such category; there are: [public-domain permissive copyleft responsible-ai community " +
			"research-only source-available]",
		`my.yaml:8: accept.otherwise: "no" is none of [allow review deny]`,
	}, true},
	{"figures that cannot be", "profile: a\ncompany:\n  monthly_users: {now: 9, peak: 5, at: {2024-07: -1}}\n  revenue: {currency: euro, " +
		"year: 5, best_month: 6}\n", []string{
		"my.yaml:3: company.monthly_users.at.2024-07: cannot be below zero",
		"my.yaml:3: company.monthly_users.now: is above the peak: peak is the most there ever were in a month",
		`my.yaml:4: company.revenue.currency: "euro" is no currency code of three letters, such as EUR`,
		"my.yaml:4: company.revenue.best_month: is above the year: year is the most in any twelve months in a row",
	}, true},
	{"conditions", "profile: a\nconditions:\n  - {name: x, when: 'findings.exists(f, f.sate == \"triggered\")', then: review, why: w}\n  - " +
		"name: y\n    when: |\n      target.complete &&\n      licences.size()\n    then: deny\n    why: w\n  - {name: z, when: '1 + 1', " +
		"then: allow, why: w}\n", []string{
		"my.yaml:3: conditions[0].when: column 21 of the expression: undefined field 'sate'",
		"my.yaml:7: conditions[1].when: column 14 of the expression: expected type 'bool' but found 'int'",
		"my.yaml:10: conditions[2].then: must be review or deny: a condition cannot allow what something else refuses",
		"my.yaml:10: conditions[2].when: the expression must be true or false, and this one is of type int",
	}, true},
	{"exceptions", "profile: a\nexceptions:\n  - {owner: me, target: 'a/[', finding: user-cap, licence_sha256: abc}\n", []string{
		"my.yaml:3: exceptions[0]: needs an owner, a reason, a target and a finding: an exception that nobody answers for is none",
		"my.yaml:3: exceptions[0].expires: is missing: an exception ends on a day, YYYY-MM-DD",
		"my.yaml:3: exceptions[0].target: is no pattern: syntax error in pattern",
		"my.yaml:3: exceptions[0].licence_sha256: must be the SHA-256 of the text, 64 hexadecimal digits, as the JSON report gives it",
	}, true},
}

func TestLoadReportsEveryFault(t *testing.T) {
	w := world(t)
	for _, tt := range bad {
		t.Run(tt.name, func(t *testing.T) {
			_, err := policy.Load("my.yaml", []byte(tt.text), w)
			if err == nil {
				t.Fatal("no fault was found")
			}
			if diff := cmp.Diff(strings.Join(tt.want, "\n"), err.Error()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLoadReadsWhatItIsGiven(t *testing.T) {
	p := load(t, "profile: a\ncompany:\n  countries: [NO, UK]\n  monthly_users: {now: 5_000_000, at: {2024-07: 4}}\nuse: {saas: "+
		"false}\nfields: []\n")
	if got := p.Company; got.Countries[0] != "NO" || *got.MonthlyUsers.Now != 5_000_000 || got.MonthlyUsers.Peak != nil ||
		got.MonthlyUsers.At["2024-07"] != 4 {
		t.Errorf("company %+v", got)
	}
	if does, said := p.Use["saas"]; does || !said || p.Fields == nil || len(p.SHA256) != 64 {
		t.Errorf("profile %+v", p)
	}
}

func profileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../../docs/schema/profile.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// asJSON reads YAML the way an editor does that checks it against a schema.
func asJSON(t *testing.T, text string) any {
	t.Helper()
	var value any
	if err := yaml.NewDecoder(bytes.NewBufferString(text)).Decode(&value); err != nil {
		return nil
	}
	return value
}

func TestSchemaRefusesBadForm(t *testing.T) {
	schema := profileSchema(t)
	for _, tt := range bad {
		if err := schema.Validate(asJSON(t, tt.text)); tt.schema && err == nil {
			t.Errorf("%s: the schema takes it", tt.name)
		}
	}
}

func TestReadyProfiles(t *testing.T) {
	schema := profileSchema(t)
	files, err := os.ReadDir("../../rules/profiles")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d ready profiles, %v", len(files), err)
	}
	for _, f := range files {
		data, err := os.ReadFile("../../rules/profiles/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		p := load(t, string(data))
		if p.Name+".yaml" != f.Name() || p.About == "" {
			t.Errorf("%s: the name is %q, about %q", f.Name(), p.Name, p.About)
		}
		if err := schema.Validate(asJSON(t, string(data))); err != nil {
			t.Errorf("%s: %v", f.Name(), err)
		}
		load(t, uncommented(string(data))) // the examples that it teaches by are good ones
		if err := schema.Validate(asJSON(t, uncommented(string(data)))); err != nil {
			t.Errorf("%s, with its examples: %v", f.Name(), err)
		}
	}
}

// example matches a comment of a ready profile that holds an example: one of
// some keys, or the lines of a list below one.
var example = regexp.MustCompile(`^( *)# ((?:names|kind|sector|countries|monthly_users|employees|revenue|fields|conditions` +
	`|exceptions):(?: .*)?|  (?:- | {2}).*)$`)

// uncommented puts the examples of a ready profile into force.
func uncommented(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = example.ReplaceAllString(line, "$1$2")
	}
	return strings.Join(lines, "\n")
}

// TestSchemaKnowsTheVocabulary holds the lists of the schema against the code.
func TestSchemaKnowsTheVocabulary(t *testing.T) {
	schema := profileSchema(t)
	for _, a := range term.Acts() {
		accepts(t, schema, map[string]any{"use": map[string]any{string(a): true}})
	}
	for _, f := range term.Fields() {
		accepts(t, schema, map[string]any{"fields": []any{f}})
	}
	for _, k := range append(term.ClauseKinds(), term.FindingKinds()...) {
		accepts(t, schema, map[string]any{"accept": map[string]any{"kinds": map[string]any{string(k): "deny"}}})
	}
	for _, c := range term.Categories() {
		accepts(t, schema, map[string]any{"accept": map[string]any{"categories": map[string]any{string(c): "deny"}}})
	}
	for _, tier := range openness.Tiers() {
		accepts(t, schema, map[string]any{"accept": map[string]any{"tiers": map[string]any{string(tier): "deny"}}})
	}
}

func accepts(t *testing.T, schema *jsonschema.Schema, profile map[string]any) {
	t.Helper()
	profile["profile"] = "a"
	if err := schema.Validate(profile); err != nil {
		t.Error(err)
	}
}
