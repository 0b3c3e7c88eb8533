package clause

// requirement is a set of symbols, one of which must occur in a segment for a
// pattern to match there.
type requirement []symbol

// requirements returns what a segment must hold for n to match, as sets that
// must all be met.
func requirements(n *node, v *vocabulary) []requirement {
	switch n.op {
	case opLiteral, opStem:
		return []requirement{{v.symbol(n)}}
	case opSequence:
		var out []requirement
		for _, c := range n.children {
			out = append(out, requirements(c, v)...)
		}
		return out
	case opAlternatives:
		return alternativeRequirements(n.children, v)
	default:
		return nil
	}
}

// alternativeRequirements joins the rarest requirement of each alternative.
func alternativeRequirements(children []*node, v *vocabulary) []requirement {
	var joined requirement
	for _, c := range children {
		reqs := requirements(c, v)
		if len(reqs) == 0 {
			return nil
		}
		joined = append(joined, reqs[rarest(reqs)]...)
	}
	return []requirement{joined}
}

// rarest returns the index of the requirement with the fewest symbols.
func rarest(reqs []requirement) int {
	best := 0
	for i, r := range reqs {
		if len(r) < len(reqs[best]) {
			best = i
		}
	}
	return best
}
