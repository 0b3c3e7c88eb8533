package card

import (
	"encoding/json"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// Wire is the form of a card in the output of `fineprint card` (schema
// fineprint.card/1). A card that was not read declares nothing.
type Wire struct {
	Path              string        `json:"path"`
	SHA256            string        `json:"sha256"`
	OK                bool          `json:"ok"`
	FrontMatter       Status        `json:"front_matter"`
	License           []string      `json:"license"`
	LicenseName       *string       `json:"license_name"`
	LicenseLink       *string       `json:"license_link"`
	BaseModel         []string      `json:"base_model"`
	BaseModelRelation *string       `json:"base_model_relation"`
	Datasets          []string      `json:"datasets"`
	Language          []string      `json:"language"`
	NewVersion        *string       `json:"new_version"`
	Claims            []Claim       `json:"claims"`
	Problems          []doc.Problem `json:"problems"`
}

// Wire returns the card as one element of "cards".
func (c *Card) Wire() Wire {
	return Wire{
		Path: c.Doc.Path, SHA256: c.Doc.SHA256, OK: c.OK(), FrontMatter: c.FrontMatter,
		License: c.License.Texts(), LicenseName: c.LicenseName.orNil(), LicenseLink: c.LicenseLink.orNil(),
		BaseModel: c.BaseModels.Texts(), BaseModelRelation: c.BaseModelRelation.orNil(), Datasets: c.Datasets.Texts(),
		Language: c.Language.Texts(), NewVersion: c.NewVersion.orNil(),
		Claims: append([]Claim{}, c.Claims...), Problems: append([]doc.Problem{}, c.Problems...),
	}
}

// MarshalJSON writes the card without what only rules find in it.
func (c *Card) MarshalJSON() ([]byte, error) { return json.Marshal(c.Wire()) }

func (v Value) orNil() *string {
	if !v.Declared() {
		return nil
	}
	return &v.Text
}
