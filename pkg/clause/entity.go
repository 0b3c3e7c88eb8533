package clause

import (
	"slices"

	"github.com/fineprint-audit/fineprint/pkg/prose"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// param returns the parameter of a kind that a capture is named after. Of one that
// is named after none it only counts that a value stands there: words that many
// kinds have in common say "<who:proper>".
func (c capture) param(k term.Kind) (term.Param, bool) {
	all := term.ParamsOf(k)
	i := slices.IndexFunc(all, func(p term.Param) bool { return p.Name == c.name })
	if i < 0 {
		return term.Param{}, false
	}
	return all[i], true
}

// assign sets the parameter that a capture is named after.
func (c capture) assign(params term.Params) {
	switch v := c.value; c.sort {
	case prose.Count, prose.Share, prose.Number:
		params[c.name] = figure(v)
	case prose.Money:
		params[c.name] = figure(v)
		params["currency"] = nil
		if v.Currency != "" {
			params["currency"] = v.Currency
		}
	case prose.Places, prose.People:
		params[c.name] = slices.Clone(v.Places)
	case prose.Quoted:
		params[c.name] = v.Text
	case prose.Date:
		params[c.name] = nil // a day that cannot be told
		if !v.Unread {
			params[c.name] = v.Text
		}
	case prose.Proper:
		if params[c.name] == nil { // what a rule says of a name tells more than the name
			params[c.name] = v.Text
		}
	}
}

// figure returns the number of v, nil for one that cannot be read.
func figure(v prose.Value) any {
	if v.Unread {
		return nil
	}
	return v.Count
}
