package license_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// approvedSince lists what SPDX says the OSI has approved and the published
// list, which is older, does not have.
var approvedSince = []string{"ALGLIB-Documentation", "BSD-3-Clause-Open-MPI", "OSC-1.0", "W3C-20150513", "WordNet"}

// The Model Openness Framework's tool publishes which licences the OSI has
// approved, the FSF calls free and it counts as open data itself.
func TestOpenFlagsMatchPublishedList(t *testing.T) {
	corpus := os.Getenv("FINEPRINT_CORPUS")
	if corpus == "" {
		t.Skip("FINEPRINT_CORPUS is not set: the published list is not compared")
	}
	data, err := os.ReadFile(filepath.Join(corpus, "mof/open-licenses.json"))
	if err != nil {
		t.Fatal(err)
	}
	var published struct {
		Licenses map[string][]string `json:"licenses"`
	}
	if err := json.Unmarshal(data, &published); err != nil {
		t.Fatal(err)
	}
	for _, e := range ownCatalogue(t).Entries() {
		if e.SPDX == "" {
			continue
		}
		lists := published.Licenses[e.SPDX]
		for _, older := range []string{strings.TrimSuffix(e.SPDX, "-only"), "ODC-" + e.SPDX} { // as the list writes some
			lists = append(lists, published.Licenses[older]...)
		}
		for _, flag := range []struct {
			list string
			have bool
		}{{"osi", e.OSIApproved}, {"fsf", e.FSFFree}, {"open-data", e.OpenData}} {
			want := slices.Contains(lists, flag.list) || flag.list == "osi" && slices.Contains(approvedSince, e.SPDX)
			if want != flag.have {
				t.Errorf("%s: on the list %q: %v, but the catalogue says %v", e.ID, flag.list, want, flag.have)
			}
		}
	}
}
