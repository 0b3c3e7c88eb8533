package card

import "github.com/fineprint-audit/fineprint/pkg/doc"

// Claim is a statement of the card about its own model that others may hold
// against its terms.
type Claim struct {
	Kind  string     `json:"kind"` // "open-source"
	Quote string     `json:"quote"`
	Spans []doc.Span `json:"spans"`
}

func findClaims(*Card) []Claim { return nil }
