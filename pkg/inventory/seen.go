package inventory

import "slices"

// known is what was evaluated, and how: an expression, a parameter of a function,
// or an attribute of any object.
type known struct {
	expr int
	deep bool
	fn   *funcDef
	attr string
}

// once evaluates something unless its value is known. A value that depends on
// where the evaluation came from is not kept.
func once(e *evaluation, k known, value func() value) value {
	if v, ok := e.seen[k]; ok {
		return v
	}
	was, first := e.cut, len(e.busy)
	e.cut = uncut
	v := value()
	if e.cut >= first {
		e.seen[k] = v
		e.cut = uncut
	}
	e.cut = min(e.cut, was)
	return v
}

// again evaluates an expression that a name stands for.
func (e *evaluation) again(i int) value {
	if i < 0 {
		return unknown
	}
	k := known{expr: i, deep: e.deep}
	if v, ok := e.seen[k]; ok {
		return v
	}
	if mustStop(e, i) {
		return unknown
	}
	return once(e, k, func() value {
		e.depth++
		e.busy = append(e.busy, i)
		v, _ := e.expr(i, len(e.tok))
		e.busy = e.busy[:len(e.busy)-1]
		e.depth--
		return v
	})
}

// mustStop tells whether what begins at i is being evaluated already, or lies
// too deep, and notes that it was not followed.
func mustStop(e *evaluation, i int) bool {
	if e.depth >= maxDepth {
		e.cut = -1
		return true
	}
	at := slices.Index(e.busy, i)
	if at >= 0 {
		e.cut = min(e.cut, at)
	}
	return at >= 0
}
