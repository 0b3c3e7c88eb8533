package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// assign sets the parameter that a capture is named after.
func (c capture) assign(params term.Params) {
	switch v := c.value; c.sort {
	case prose.Count:
		params[c.name] = v.Count
	case prose.Money:
		params[c.name] = v.Count
		params["currency"] = v.Currency
	case prose.Places:
		params[c.name] = slices.Clone(v.Places)
	case prose.Quoted:
		params[c.name] = v.Text
	}
}
