package audit_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// TestLicencesOfOtherVersions holds that what a card says of another version of
// its model does not count for the one that lies here.
func TestLicencesOfOtherVersions(t *testing.T) {
	const pass, review = policy.Pass, policy.Review
	for _, tt := range []struct {
		name, title, prose string
		want               policy.Outcome
	}{
		{"the free one", "Wren v1", "Wren v1 is MIT; Wren v2 is CC BY-NC 4.0.", pass},
		{"the other one", "Wren v2", "Wren v1 is MIT; Wren v2 is CC BY-NC 4.0.", review},
		{"no version in the title", "Wren", "Wren v1 is MIT; Wren v2 is CC BY-NC 4.0.", review},
		{"numbers", "Wren 1", "Wren 1 is MIT. Wren 2 is CC BY-NC 4.0.", pass},
		{"rows", "Wren-v1", "| Version | Licence |\n|---|---|\n| v1 | MIT |\n| v2 | CC BY-NC 4.0 |", pass},
		{"rows, the other one", "Wren-v2", "| Version | Licence |\n|---|---|\n| v1 | MIT |\n| v2 | CC BY-NC 4.0 |", review},
		{"a list under a heading", "Wren v1", "## Licence\n\n- v1: CC BY-NC 4.0\n- v2: MIT", review},
		{"words", "Wren v1", "The weights of version 1 are MIT, those of version 2 are CC BY-NC 4.0.", pass},
		{"a later one, too", "Wren v3", "Since v2 the weights are CC BY-NC 4.0.", review},
		{"the same one with its zero", "Wren v2", "v2.0 is under CC BY-NC 4.0.", review},
		{"a release of it", "Wren v1.5", "Version 1.5.1 is licensed under CC BY-NC 4.0.", review},
		{"this one, too", "Wren v2", "For v1 and this one: CC BY-NC 4.0.", review},
		{"the number of a licence", "Wren v1", "Open RAIL-M v1.1 applies to the weights.", review},
		{"the number of a licence in front", "Wren v1", "We use version 4.0 of CC BY-NC for the weights.", review},
		{"the number behind a licence", "Wren v2", "## License\n\nLicence version 3 (of 2024): CC BY-NC-SA 4.0", review},
		{"another work", "Wren v1", "The weights follow the licence of Tern v1.5, CC BY-NC 4.0.", review},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := run(t, snapshot("wren", "---\nlicense: mit\n---\n# "+tt.title+"\n\n"+tt.prose+"\n"))
			if r.Verdict.Outcome != tt.want {
				t.Errorf("outcome is %s, want %s", r.Verdict.Outcome, tt.want)
			}
		})
	}
}
