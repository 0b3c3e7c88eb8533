package audit

import (
	"slices"
	"strings"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/term"
)

func TestPermissions(t *testing.T) {
	for line, want := range map[string]string{
		"allowNoCredit: true":                         "",
		"allowNoCredit: false":                        "attribution",
		"allowDerivatives: false":                     "no-derivatives",
		"allowDifferentLicense: false":                "share-alike",
		"allowDerivatives: null":                      "",
		`allowDerivatives: "no"`:                      "not understood",
		"allowCommercialUse: []":                      "non-commercial",
		`allowCommercialUse: ["None"]`:                "non-commercial",
		`allowCommercialUse: "{}"`:                    "non-commercial",
		`allowCommercialUse: "None"`:                  "non-commercial",
		`allowCommercialUse: ["Image"]`:               "no-hosted-service no-selling",
		`allowCommercialUse: "{Image,RentCivit}"`:     "no-hosted-service no-selling",
		`allowCommercialUse: ["Image","Rent"]`:        "no-selling",
		`allowCommercialUse: ["Sell"]`:                "non-commercial no-hosted-service",
		`allowCommercialUse: "Sell"`:                  "",
		`allowCommercialUse: "Rent"`:                  "no-selling",
		`allowCommercialUse: ["Image","Rent","Sell"]`: "",
		`allowCommercialUse: ["Image","Fly"]`:         "not understood",
		`allowCommercialUse: "Fly"`:                   "not understood",
		"allowCommercialUse: 7":                       "not understood",
		"allowCommercialUse: null":                    "",
		`baseModel: "SDXL 1.0"`:                       "",
	} {
		key, raw, _ := strings.Cut(line, ": ")
		terms, understood := permission{key: key, raw: []byte(raw)}.terms()
		var kinds []string
		for _, one := range terms {
			kinds = append(kinds, string(one.kind))
			if err := one.params.Validate(one.kind); err != nil {
				t.Errorf("%s: %v", line, err)
			}
			if one.kind == term.NonCommercial && !slices.Contains(one.scopes, term.Outputs) {
				t.Errorf("%s says nothing of outputs", line)
			}
		}
		got := strings.Join(kinds, " ")
		if !understood {
			got = "not understood"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}
